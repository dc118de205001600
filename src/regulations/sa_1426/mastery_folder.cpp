#include "regulations/sa_1426/mastery_folder.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/value_reading.h"
#include "regulations/sa_1426/folder_tables.h"

namespace taqwim::sa_1426 {

namespace {

// One row of skills.csv: a skill, or one part of a composite one.
struct SkillRow {
    std::size_t index = 0;
    std::string grade;
    std::string_view subject;
    std::string_view skill;
    std::string_view part;
};

// Where a skill, or a part of one, stands in a student's document: "#0", "#2", "#1".
struct Place {
    std::size_t subject = 0;
    std::size_t skill = 0;
    std::optional<std::size_t> part;
};

using PlaceKey = std::pair<std::string, std::string>;  // skill and part

struct Student {
    FolderStudent folder;
    std::string grade;
    std::string_view section;
    std::map<PlaceKey, Place> places;
    std::map<PlaceKey, std::size_t> judgements;
};

class MasteryReader {
public:
    MasteryReader(std::span<const SchoolTable> tables, std::string_view regulation)
        : tables_(tables, {"students", "skills"}, folder_.problems), regulation_(regulation)
    {}

    SchoolFolder read()
    {
        read_school_facts(tables_, regulation_, facts_);
        tables_.for_each_row("skills", [&](const FolderRow& row, std::size_t index) {
            skills_.push_back({index, id_of(row.text("grade")), row.text("subject"), row.text("id"),
                               row.text("part")});
        });
        read_students();
        read_taught();
        read_judgements();
        read_reports();
        read_committee();
        folder_.name = facts_.name;
        for (Student& student : students_) {
            student.folder.document = student.folder.draft.json();
            if (tables_.blocked())
                student.folder.refusal = tables_.blocked();
            folder_.students.push_back(std::move(student.folder));
        }
        return std::move(folder_);
    }

private:
    using Path = std::vector<std::string>;

    static Path path_of(const Place& place)
    {
        Path path = {"input", "subjects", '#' + std::to_string(place.subject), "skills",
                     '#' + std::to_string(place.skill)};
        if (place.part) {
            path.emplace_back("parts");
            path.push_back('#' + std::to_string(*place.part));
        }
        return path;
    }

    static void put(Student& student, Path path, const char* name, std::string_view value,
                    const Where& where, bool is_raw = false)
    {
        if (value.empty())
            return;
        path.emplace_back(name);
        student.folder.draft.put_at(path, value, where.to_text(), is_raw);
    }

    void read_students()
    {
        tables_.for_each_row("students", [&](const FolderRow& row, std::size_t index) {
            Student student;
            student.folder.id = id_of(row.text("id"));
            student.folder.row = tables_.table("students")->table().row_numbers[index];
            student.grade = id_of(row.text("grade"));
            student.section = row.text("section");
            if (student.folder.id.empty()) {
                tables_.refuse(RefusalCode::field_missing, row.where("id"), {{"field", "id"}});
                return;
            }
            if (!by_id_.emplace(student.folder.id, students_.size()).second) {
                tables_.refuse(RefusalCode::student_duplicate, row.where("id"),
                               {{"student", student.folder.id}});
                return;
            }
            put(student, {}, "id", student.folder.id, row.where("id"));
            put(student, {}, "kind", "mastery_year", row.where());
            if (!facts_.school_year.empty())
                student.folder.draft.put({"school_year"}, facts_.school_year,
                                         facts_.school_year_at);
            for (const char* const name : {"name", "section", "grade", "enrolled_on"})
                put(student, {"input"}, name, row.text(name), row.where(name));
            for (const auto& [name, value] : facts_.days)
                student.folder.draft.put({"input", name}, value.first, value.second);
            put_skills(student);
            students_.push_back(std::move(student));
        });
    }

    // The skills of the student's grade, by subject, as the list has them.
    void put_skills(Student& student)
    {
        const OpenTable* const open = tables_.table("skills");
        if (open == nullptr || !open->is_usable())
            return;
        std::map<std::string_view, std::size_t> subjects;
        std::map<std::string_view, std::size_t> skills_of_subject;
        std::map<std::pair<std::string_view, std::string_view>, std::size_t> skills;
        std::map<std::pair<std::string_view, std::string_view>, std::size_t> parts;
        for (const SkillRow& skill : skills_) {
            if (skill.grade != student.grade)
                continue;
            const FolderRow row(*open, skill.index, tables_.words());
            Place place;
            const auto [subject, is_new_subject] =
                subjects.try_emplace(skill.subject, subjects.size());
            place.subject = subject->second;
            const Path of_subject = {"input", "subjects", '#' + std::to_string(place.subject)};
            if (is_new_subject) {
                put(student, of_subject, "code", skill.subject, row.where("subject"));
                put(student, of_subject, "name_ar", row.text("subject_name"),
                    row.where("subject_name"));
                put(student, of_subject, "name_en", row.text("subject_name_en"),
                    row.where("subject_name_en"));
            }
            const std::pair key{skill.subject, skill.skill};
            const auto [known, is_new] = skills.try_emplace(key, skills_of_subject[skill.subject]);
            place.skill = known->second;
            if (is_new) {
                ++skills_of_subject[skill.subject];
                put_skill(student, path_of(place), row);
            }
            if (!skill.part.empty()) {
                place.part = parts[key]++;
                put(student, path_of(place), "code", skill.part, row.where("part"));
                put(student, path_of(place), "text", row.text("part_text"), row.where("part_text"));
            }
            student.places.try_emplace({std::string(skill.skill), std::string(skill.part)}, place);
        }
    }

    static void put_skill(Student& student, const Path& path, const FolderRow& row)
    {
        put(student, path, "code", row.text("id"), row.where("id"));
        put(student, path, "text", row.text("text"), row.where("text"));
        put(student, path, "kind", row.word("kind", "skill_kinds"), row.where("kind"));
        put(student, path, "criterion", row.word("criterion", "criteria"), row.where("criterion"));
        put(student, path, "term", row.text("term"), row.where("term"));
        const std::string_view minimum = row.word("minimum", "yes_no");
        const bool is_yes = minimum == "yes" || minimum == "1";
        const bool is_known = is_yes || minimum == "no" || minimum == "0";
        put(student, path, "minimum",
            is_known ? (is_yes ? std::string_view("true") : std::string_view("false")) : minimum,
            row.where("minimum"), is_known);
    }

    // What was taught to a section, or to all sections of the grade.
    void read_taught()
    {
        tables_.for_each_row("taught", [&](const FolderRow& row, std::size_t) {
            const PlaceKey key{std::string(row.text("skill")), std::string(row.text("part"))};
            bool is_known = false;
            for (Student& student : students_) {
                const auto place = student.places.find(key);
                if (place == student.places.end())
                    continue;
                is_known = true;
                const std::string_view section = row.text("section");
                if (section.empty() || section == student.section)
                    put(student, path_of(place->second), "taught", row.day("on", kept_),
                        row.where("on"));
            }
            if (!is_known && !students_.empty())
                refuse_skill(row, key);
        });
    }

    void refuse_skill(const FolderRow& row, const PlaceKey& key)
    {
        const std::string name = key.second.empty() ? key.first : key.first + " / " + key.second;
        tables_.refuse(RefusalCode::value_not_listed, row.where("skill"),
                       {{"value", shown_value(name)}, {"allowed", "skills.csv"}}, "PG-1.4");
        tables_.block_all();
    }

    Student* student_of(const FolderRow& row)
    {
        const std::string id = id_of(row.text("student"));
        const auto found = by_id_.find(id);
        if (found != by_id_.end())
            return &students_[found->second];
        tables_.refuse(RefusalCode::student_unknown, row.where("student"), {{"student", id}});
        return nullptr;
    }

    void read_judgements()
    {
        tables_.for_each_row("judgements", [&](const FolderRow& row, std::size_t) {
            Student* const student = student_of(row);
            if (student == nullptr)
                return;
            const PlaceKey key{std::string(row.text("skill")), std::string(row.text("part"))};
            const auto place = student->places.find(key);
            if (place == student->places.end()) {
                tables_.refuse(RefusalCode::value_not_listed, row.where("skill"),
                               {{"value", shown_value(key.first)}, {"allowed", "skills.csv"}},
                               "PG-1.4");
                student->folder.refusal = tables_.last();
                return;
            }
            Path path = path_of(place->second);
            path.emplace_back("judgements");
            path.push_back('#' + std::to_string(student->judgements[key]++));
            put(*student, path, "on", row.day("on", kept_), row.where("on"));
            put(*student, path, "value", row.word("value", "values"), row.where("value"));
            put(*student, path, "tool", row.word("tool", "tools"), row.where("tool"));
            put(*student, path, "reason", row.text("reason"), row.where("reason"));
        });
    }

    void read_reports()
    {
        std::size_t number = 0;
        tables_.for_each_row("reports", [&](const FolderRow& row, std::size_t) {
            for (Student& student : students_) {
                const Path path = {"input", "reports", '#' + std::to_string(number)};
                put(student, path, "number", row.text("number"), row.where("number"));
                put(student, path, "on", row.day("on", kept_), row.where("on"));
            }
            ++number;
        });
    }

    void read_committee()
    {
        tables_.for_each_row("committee", [&](const FolderRow& row, std::size_t) {
            Student* const student = student_of(row);
            if (student == nullptr)
                return;
            const Path path = {"input", "committee"};
            for (const char* const name : {"members", "conflicted", "present"})
                put(*student, path, name, row.text(name), row.where(name));
            for (const char* const name : {"programme", "reasons"})
                put(*student, path, name, row.text(name), row.where(name));
            const std::string_view chair = row.word("chair_present", "yes_no");
            const bool is_known = chair == "yes" || chair == "no";
            put(*student, path, "chair_present",
                is_known ? (chair == "yes" ? std::string_view("true") : std::string_view("false"))
                         : chair,
                row.where("chair_present"), is_known);
            const Path votes = {"input", "committee", "votes"};
            put(*student, votes, "PRIMARY_PROMOTED", row.text("promoted"), row.where("promoted"));
            put(*student, votes, "PRIMARY_RETAINED", row.text("retained"), row.where("retained"));
            put(*student, votes, "PRIMARY_SUPPORT", row.text("support"), row.where("support"));
        });
    }

    SchoolFolder folder_;
    FolderTables tables_;
    std::string_view regulation_;
    SchoolFacts facts_;
    std::vector<SkillRow> skills_;
    std::vector<Student> students_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
    std::string kept_;
};

}  // namespace

bool is_mastery_folder(std::span<const SchoolTable> tables)
{
    return std::any_of(tables.begin(), tables.end(), [](const SchoolTable& table) {
        const std::string_view stem = table.file.substr(0, table.file.rfind('.'));
        return stem == "skills" || folder_words().name_of("files", stem) == "skills";
    });
}

SchoolFolder read_mastery_folder(std::span<const SchoolTable> tables, std::string_view regulation)
{
    return MasteryReader(tables, regulation).read();
}

}  // namespace taqwim::sa_1426
