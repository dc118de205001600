#include "regulations/frame/document_draft.h"

#include "regulations/frame/json_writer.h"

namespace taqwim {

struct DocumentDraft::Node {
    enum class Kind : std::uint8_t { null, text, raw, object, array };
    Kind kind = Kind::null;
    std::string text;                                                    // of a text or a raw value
    std::vector<std::pair<std::string, std::unique_ptr<Node>>> members;  // names empty in an array

    Node& member(std::string_view name)
    {
        kind = Kind::object;
        for (auto& [known, node] : members)
            if (known == name)
                return *node;
        members.emplace_back(name, std::make_unique<Node>());
        return *members.back().second;
    }
    Node& element(std::size_t index)
    {
        kind = Kind::array;
        while (members.size() <= index)
            members.emplace_back("", std::make_unique<Node>());
        return *members[index].second;
    }

    void write(JsonWriter& json) const
    {
        switch (kind) {
        case Kind::null: json.null(); return;
        case Kind::text: json.text(text); return;
        case Kind::raw: json.raw(text); return;
        case Kind::object:
            json.begin_object();
            for (const auto& [name, node] : members) {
                json.key(name);
                node->write(json);
            }
            json.end_object();
            return;
        case Kind::array:
            json.begin_array();
            for (const auto& [name, node] : members)
                node->write(json);
            json.end_array();
            return;
        }
    }
};

namespace {

// RFC 6901: ~ and / within a name.
void append_name(std::string& pointer, std::string_view name)
{
    pointer += '/';
    for (const char c : name)
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
}

std::string pointer_of(std::span<const std::string_view> path)
{
    std::string pointer;
    for (const std::string_view name : path)
        append_name(pointer, name);
    return pointer;
}

}  // namespace

DocumentDraft::DocumentDraft() : root_(std::make_unique<Node>())
{
    root_->kind = Node::Kind::object;
}
DocumentDraft::DocumentDraft(DocumentDraft&&) noexcept = default;
DocumentDraft& DocumentDraft::operator=(DocumentDraft&&) noexcept = default;
DocumentDraft::~DocumentDraft() = default;

DocumentDraft::Node& DocumentDraft::node(std::span<const std::string_view> path,
                                         std::string_view where)
{
    Node* at = root_.get();
    std::string pointer;
    for (const std::string_view name : path) {
        at = &at->member(name);
        append_name(pointer, name);
        // What holds several values stood where the first of them did.
        origins_.try_emplace(pointer, where);
    }
    return *at;
}

void DocumentDraft::put(Path path, std::string_view text, std::string_view where)
{
    Node& at = node({path.begin(), path.size()}, where);
    at.kind = Node::Kind::text;
    at.text = text;
    origins_[pointer_of({path.begin(), path.size()})] = where;
}

void DocumentDraft::put_raw(Path path, std::string_view json, std::string_view where)
{
    put(path, json, where);
    node({path.begin(), path.size()}, where).kind = Node::Kind::raw;
}

void DocumentDraft::put(Path path, std::size_t index, std::string_view text, std::string_view where)
{
    Node& at = node({path.begin(), path.size()}, where).element(index);
    at.kind = Node::Kind::text;
    at.text = text;
    std::string pointer = pointer_of({path.begin(), path.size()});
    append_name(pointer, std::to_string(index));
    origins_[pointer] = where;
}

std::size_t DocumentDraft::append(Path path, std::string_view where)
{
    Node& array = node({path.begin(), path.size()}, where);
    const std::size_t index = array.members.size();
    array.element(index).kind = Node::Kind::object;
    std::string pointer = pointer_of({path.begin(), path.size()});
    append_name(pointer, std::to_string(index));
    origins_[pointer] = where;
    return index;
}

void DocumentDraft::put_in(Path path, std::size_t index, std::string_view name,
                           std::string_view text, std::string_view where)
{
    Node& at = node({path.begin(), path.size()}, where).element(index).member(name);
    at.kind = Node::Kind::text;
    at.text = text;
    std::string pointer = pointer_of({path.begin(), path.size()});
    append_name(pointer, std::to_string(index));
    append_name(pointer, name);
    origins_[pointer] = where;
}

void DocumentDraft::put_raw_in(Path path, std::size_t index, std::string_view name,
                               std::string_view json, std::string_view where)
{
    put_in(path, index, name, json, where);
    node({path.begin(), path.size()}, where).element(index).member(name).kind = Node::Kind::raw;
}

void DocumentDraft::append(Path path, std::string_view text, std::string_view where)
{
    put(path, node({path.begin(), path.size()}, where).members.size(), text, where);
}

void DocumentDraft::put_at(std::span<const std::string> path, std::string_view text,
                           std::string_view where, bool is_raw)
{
    Node* at = root_.get();
    std::string pointer;
    for (const std::string& name : path) {
        const bool is_element = name.starts_with('#');
        const std::string_view plain = std::string_view(name).substr(is_element ? 1 : 0);
        at = is_element ? &at->element(static_cast<std::size_t>(std::stoul(std::string(plain))))
                        : &at->member(plain);
        append_name(pointer, plain);
        origins_.try_emplace(pointer, where);
    }
    at->kind = is_raw ? Node::Kind::raw : Node::Kind::text;
    at->text = text;
    origins_[pointer] = where;
}

bool DocumentDraft::has(Path path) const
{
    const Node* at = root_.get();
    for (const std::string_view name : path) {
        const Node* next = nullptr;
        for (const auto& [known, node] : at->members)
            if (at->kind == Node::Kind::object && known == name)
                next = node.get();
        if (next == nullptr)
            return false;
        at = next;
    }
    return true;
}

std::string DocumentDraft::origin(std::string_view pointer) const
{
    for (;;) {
        if (const auto found = origins_.find(pointer); found != origins_.end())
            return found->second;
        const std::size_t slash = pointer.rfind('/');
        if (slash == std::string_view::npos || pointer.empty())
            break;
        pointer = pointer.substr(0, slash);
    }
    const auto whole = origins_.find("/id");
    return whole == origins_.end() ? std::string() : whole->second;
}

Refusal DocumentDraft::at_origin(Refusal refusal) const
{
    refusal.field = origin(refusal.field);
    return refusal;
}

std::string DocumentDraft::json() const
{
    JsonWriter json;
    root_->write(json);
    return std::string(json.str());
}

}  // namespace taqwim
