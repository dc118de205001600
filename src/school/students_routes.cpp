#include "school/answering.h"
#include "school/school_routes.h"

namespace taqwim::school {

namespace {

constexpr std::size_t k_name = 200;
constexpr std::size_t k_code = 40;

Student student_in(Body& body)
{
    Student student;
    student.number = body.text("student_number", k_code);
    student.name_parts = body.texts("name_parts", 5, 60);
    student.name_en = body.optional_text("name_en", k_name).value_or("");
    student.sex = body.choice("sex", {"male", "female"});
    student.birth_day = body.optional_day("birth_day");
    student.nationality = body.text("nationality", 2);
    student.is_muslim = body.optional_yes_no("is_muslim");
    return student;
}

IdentityPaper paper_in(Body& body)
{
    IdentityPaper paper;
    paper.kind = body.choice(
        "kind", {"national_id", "residence", "passport", "birth_certificate", "family_card"});
    paper.number = body.text("number", k_code);
    paper.issued_by = body.optional_text("issued_by", k_name).value_or("");
    paper.issued_on = body.optional_day("issued_on");
    paper.is_confirmed = body.optional_yes_no("is_confirmed").value_or(false);
    return paper;
}

http::Response add_student(Students& students, const Call& call)
{
    Body body(call.request);
    const Student student = student_in(body);
    std::vector<IdentityPaper> papers;
    for (Body& paper : body.list("identity_papers", 10))
        papers.push_back(paper_in(paper));
    return respond_to(call, body,
                      [&] { return students.add(call.school(), call.act, student, papers); });
}

http::Response change_student(Students& students, const Call& call)
{
    Body body(call.request);
    Student student = student_in(body);
    student.id = *call.target.student_id;
    student.version = version_in(body);
    return respond_to(call, body,
                      [&] { return students.change(call.school(), call.act, student); });
}

http::Response add_paper(Students& students, const Call& call)
{
    Body body(call.request);
    IdentityPaper paper = paper_in(body);
    paper.student_id = *call.target.student_id;
    return respond_to(call, body,
                      [&] { return students.add_paper(call.school(), call.act, paper); });
}

// Of the school, or of the class in the path.
http::Response list_students(Students& students, const Call& call)
{
    return with_page(call, {"after", "limit", "name", "number"}, [&](const Page& page) {
        StudentSearch search;
        search.name = std::string(call.request.query("name").value_or(""));
        search.number = std::string(call.request.query("number").value_or(""));
        search.class_id = call.target.class_id;
        search.day = call.act.today;
        return respond_json(call.request, students.students(call.school(), search, page));
    });
}

http::Response merge(Merges& merges, const Call& call)
{
    Body body(call.request);
    const std::int64_t kept = body.id("kept_id");
    const std::int64_t merged = body.id("merged_id");
    const std::string reason = body.text("reason", 200);
    return respond_to(call, body,
                      [&] { return merges.merge(call.school(), call.act, kept, merged, reason); });
}

}  // namespace

std::vector<Route> students_routes(Students& students, Merges& merges)
{
    using http::Method;
    const std::string school = "/v1/schools/{school_id}";
    const std::string one = school + "/students/{student_id}";
    return {
        Route{.method = Method::get,
              .pattern = school + "/students",
              .name = "student.list",
              .permission = Permission::student_read,
              .target = school_in_path,
              .handler = [&students](const Call& call) { return list_students(students, call); }},
        Route{.method = Method::get,
              .pattern = school + "/classes/{class_id}/students",
              .name = "student.list_of_class",
              .permission = Permission::student_read,
              .target = class_in_path,
              .handler = [&students](const Call& call) { return list_students(students, call); }},
        Route{.method = Method::post,
              .pattern = school + "/students",
              .name = "student.add",
              .permission = Permission::student_manage,
              .target = school_in_path,
              .handler = [&students](const Call& call) { return add_student(students, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = one,
              .name = "student.read",
              .permission = Permission::student_read,
              .target = student_in_path,
              .handler =
                  [&students](const Call& call) {
                      return respond_json(call.request,
                                          students.student(call.school(), *call.target.student_id));
                  }},
        Route{.method = Method::get,
              .pattern = one + "/file",
              .name = "student.file",
              .permission = Permission::student_manage,
              .target = student_in_path,
              .handler =
                  [&students](const Call& call) {
                      return respond_json(call.request,
                                          students.file(call.school(), *call.target.student_id));
                  },
              .is_sensitive = true},
        Route{.method = Method::patch,
              .pattern = one,
              .name = "student.change",
              .permission = Permission::student_manage,
              .target = student_in_path,
              .handler = [&students](const Call& call) { return change_student(students, call); },
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = one + "/identity-papers",
              .name = "identity_paper.add",
              .permission = Permission::student_manage,
              .target = student_in_path,
              .handler = [&students](const Call& call) { return add_paper(students, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = school + "/student-merges",
              .name = "student_merge.list",
              .permission = Permission::student_merge,
              .target = school_in_path,
              .handler =
                  [&merges](const Call& call) {
                      return with_page(call, {"after", "limit"}, [&](const Page& page) {
                          return respond_json(call.request, merges.merges(call.school(), page));
                      });
                  }},
        Route{.method = Method::post,
              .pattern = school + "/student-merges",
              .name = "student_merge.add",
              .permission = Permission::student_merge,
              .target = school_in_path,
              .handler = [&merges](const Call& call) { return merge(merges, call); },
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = school + "/student-merges/{student_merge_id}/undo",
              .name = "student_merge.undo",
              .permission = Permission::student_merge,
              .target = school_in_path,
              .handler =
                  [&merges](const Call& call) {
                      return with_id(call, "student_merge_id", [&](std::int64_t id) {
                          return respond(call.request, merges.undo(call.school(), call.act, id));
                      });
                  },
              .needs_key = true},
    };
}

}  // namespace taqwim::school
