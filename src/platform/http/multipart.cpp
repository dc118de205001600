#include "platform/http/multipart.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "platform/http/request_text.h"

namespace taqwim::http {

namespace {

constexpr std::size_t k_longest_boundary = 70;  // RFC 2046, 5.1.1
constexpr std::size_t k_longest_part_headers = 4096;

Refusal malformed(std::string field)
{
    return {RefusalCode::request_malformed, {}, std::move(field), {}};
}

// The value of a parameter of a header: `boundary` of "multipart/form-data; boundary=x". Quotes are taken away.
std::optional<std::string> parameter_of(std::string_view header, std::string_view name)
{
    std::size_t position = header.find(';');
    while (position != std::string_view::npos) {
        ++position;
        while (position < header.size() && (header[position] == ' ' || header[position] == '\t'))
            ++position;
        const std::size_t equals = header.find('=', position);
        if (equals == std::string_view::npos)
            return std::nullopt;
        const std::string_view found = without_blanks(header.substr(position, equals - position));
        std::string value;
        std::size_t i = equals + 1;
        if (i < header.size() && header[i] == '"') {
            for (++i; i < header.size() && header[i] != '"'; ++i) {
                // Browsers escape a quotation mark as %22; RFC 7578 still allows the backslash. A backslash before
                // anything else is a letter of a file's name.
                if (header[i] == '\\' && i + 1 < header.size() &&
                    (header[i + 1] == '"' || header[i + 1] == '\\'))
                    ++i;
                value += header[i];
            }
            if (i == header.size())
                return std::nullopt;
        } else {
            const std::size_t end = std::min(header.find(';', i), header.size());
            value = without_blanks(header.substr(i, end - i));
        }
        if (equal_in_any_case(found, name))
            return value;
        position = header.find(';', i);
    }
    return std::nullopt;
}

std::string without_folders(std::string name)
{
    const std::size_t slash = name.find_last_of("/\\");
    return slash == std::string::npos ? name : name.substr(slash + 1);
}

// Reads the headers of a part into it. False when they are not headers, or do not name it.
bool read_headers(std::string_view headers, Part& part)
{
    std::optional<std::string> name;
    part.content_type = "text/plain";
    while (!headers.empty()) {
        const std::string_view line = headers.substr(0, headers.find("\r\n"));
        headers.remove_prefix(std::min(headers.size(), line.size() + 2));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !is_clean_text(line))
            return false;
        const std::string_view value = without_blanks(line.substr(colon + 1));
        if (equal_in_any_case(line.substr(0, colon), "Content-Disposition")) {
            if (!equal_in_any_case(without_blanks(value.substr(0, value.find(';'))), "form-data"))
                return false;
            name = parameter_of(value, "name");
            if (auto file_name = parameter_of(value, "filename"))
                part.file_name = without_folders(std::move(*file_name));
        } else if (equal_in_any_case(line.substr(0, colon), "Content-Type")) {
            part.content_type = in_small_letters(without_blanks(value.substr(0, value.find(';'))));
        }
    }
    if (!name || name->empty())
        return false;
    part.name = std::move(*name);
    return true;
}

}  // namespace

Result<std::vector<Part>> read_multipart(std::string_view content_type, std::string_view body,
                                         std::size_t most_parts)
{
    const std::string_view media = without_blanks(content_type.substr(0, content_type.find(';')));
    if (!equal_in_any_case(media, "multipart/form-data"))
        return Refusal{RefusalCode::media_type_unsupported,
                       {{"value", is_clean_text(media) ? std::string(media) : ""},
                        {"allowed", "multipart/form-data"}},
                       "Content-Type",
                       {}};
    const auto boundary = parameter_of(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > k_longest_boundary)
        return malformed("Content-Type");

    // The body begins with a boundary line or with a preamble that ends with one.
    const std::string line = "\r\n--" + *boundary;
    std::string_view rest = body;
    if (rest.starts_with(std::string_view(line).substr(2))) {
        rest.remove_prefix(line.size() - 2);
    } else {
        const std::size_t start = rest.find(line);
        if (start == std::string_view::npos)
            return malformed({});
        rest.remove_prefix(start + line.size());
    }

    std::vector<Part> parts;
    while (!rest.starts_with("--")) {
        const std::size_t blanks = std::min(rest.find_first_not_of(" \t"), rest.size());
        rest.remove_prefix(blanks);
        if (!rest.starts_with("\r\n") || parts.size() == most_parts)
            return malformed({});
        const std::size_t headers_end = rest.find("\r\n\r\n");
        if (headers_end == std::string_view::npos || headers_end > k_longest_part_headers)
            return malformed({});
        Part part;
        const std::string_view headers =
            headers_end == 0 ? std::string_view{} : rest.substr(2, headers_end - 2);
        if (!read_headers(headers, part))
            return malformed({});
        // An empty content shares its line end with the headers' last one.
        rest.remove_prefix(headers_end + 2);
        const std::size_t end = rest.find(line);
        if (end == std::string_view::npos)
            return malformed({});
        part.content = end < 2 ? std::string_view{} : rest.substr(2, end - 2);
        rest.remove_prefix(end + line.size());
        parts.push_back(std::move(part));
    }
    return parts;
}

Result<std::vector<Part>> read_multipart(const Request& request, std::size_t most_parts)
{
    return read_multipart(request.header("Content-Type").value_or(""), request.body, most_parts);
}

Result<Part> uploaded_file(const Request& request, std::string_view field)
{
    auto parts = read_multipart(request);
    if (!parts)
        return parts.refusal();
    for (Part& part : *parts)
        if (part.name == field && part.file_name)
            return std::move(part);
    return Refusal{
        RefusalCode::field_missing, {{"field", std::string(field)}}, std::string(field), {}};
}

}  // namespace taqwim::http
