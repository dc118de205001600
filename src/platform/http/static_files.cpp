#include "platform/http/static_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "platform/http/conditions.h"
#include "platform/http/problem.h"
#include "platform/http/request_text.h"

namespace taqwim::http {

namespace {

constexpr std::string_view k_index = "index.html";

// Styles are files too: what libraries set at an element goes through its properties, which the policy lets pass.
constexpr std::string_view k_page_policy =
    "default-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> k_types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".wasm", "application/wasm"},
    {".pdf", "application/pdf"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view last_segment(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view ending_of(std::string_view path)
{
    const std::string_view name = last_segment(path);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string_view{} : name.substr(dot);
}

// "main.js" and "x.map" are files; "clauses/SR-7.2b" and "clauses/PG-12.C.6.a" are pages.
bool is_name_of_file(std::string_view path)
{
    const std::string_view ending = ending_of(path);
    return ending.size() > 2 && ending[1] >= 'a' && ending[1] <= 'z';
}

std::string_view type_of(std::string_view path)
{
    const std::string_view ending = ending_of(path);
    for (const auto& [known, type] : k_types)
        if (known == ending)
            return type;
    return "application/octet-stream";
}

// "index-B3kx91aZ.js": the builder puts eight letters of a hash, or more, between the last dash or dot and the ending.
bool has_hash(std::string_view path)
{
    const std::string_view name = last_segment(path);
    const std::string_view stem = name.substr(0, name.size() - ending_of(path).size());
    const std::size_t mark = stem.find_last_of("-.");
    if (mark == std::string_view::npos)
        return false;
    const std::string_view hash = stem.substr(mark + 1);
    const bool has_other_than_small = std::any_of(hash.begin(), hash.end(), [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z');
    });
    return hash.size() >= 8 && has_other_than_small && hash.find(' ') == std::string_view::npos;
}

Response unknown(const Request& request)
{
    const auto path = percent_decoded(request.target);
    return problem(request, {RefusalCode::route_unknown, {{"path", path.value_or("")}}, {}, {}});
}

}  // namespace

StaticFiles StaticFiles::from_folder(const std::filesystem::path& folder)
{
    namespace fs = std::filesystem;
    StaticFiles files;
    std::error_code error;
    const fs::path root = fs::canonical(folder, error);
    fs::recursive_directory_iterator entries(root, error);
    if (error)
        throw ConfigurationFault(ConfigurationProblem{
            folder.string(), 0, "this folder cannot be read.\nTo fix: name the built web folder."});
    for (const fs::directory_entry& entry : entries) {
        if (!entry.is_regular_file(error) || error)
            continue;
        const fs::path real = fs::canonical(entry.path(), error);
        const auto [root_end, unused] =
            std::mismatch(root.begin(), root.end(), real.begin(), real.end());
        if (error || root_end != root.end())
            continue;
        std::ifstream stream(real, std::ios::binary);
        std::string content((std::istreambuf_iterator<char>(stream)),
                            std::istreambuf_iterator<char>());
        if (stream.bad())
            throw ConfigurationFault(
                ConfigurationProblem{entry.path().string(), 0, "this file cannot be read."});
        files.add(entry.path().lexically_relative(root).generic_string(), std::move(content));
    }
    files.finish();
    if (files.files_.find(k_index) == files.files_.end())
        throw ConfigurationFault(ConfigurationProblem{
            folder.string(), 0, "there is no index.html.\nTo fix: name the built web folder."});
    return files;
}

StaticFiles StaticFiles::from_embedded(std::span<const EmbeddedFile> embedded)
{
    StaticFiles files;
    for (const EmbeddedFile& file : embedded)
        files.add(file.path, std::string(file.text));
    files.finish();
    if (files.files_.find(k_index) == files.files_.end())
        throw ConfigurationFault(
            ConfigurationProblem{"the built-in web files", 0, "there is no index.html."});
    return files;
}

void StaticFiles::add(std::string_view path, std::string content)
{
    auto shared = std::make_shared<const std::string>(std::move(content));
    const std::string_view ending = ending_of(path);
    if (ending == ".br")
        files_[std::string(path.substr(0, path.size() - 3))].brotli = std::move(shared);
    else if (ending == ".gz")
        files_[std::string(path.substr(0, path.size() - 3))].gzip = std::move(shared);
    else
        files_[std::string(path)].plain = std::move(shared);
}

void StaticFiles::finish()
{
    policy_ = k_page_policy;
    for (auto file = files_.begin(); file != files_.end();) {
        // A packed file without the file itself is of no use to a browser that does not take it.
        if (!file->second.plain) {
            file = files_.erase(file);
            continue;
        }
        file->second.content_type = type_of(file->first);
        file->second.etag = etag_of(*file->second.plain);
        file->second.is_immutable = has_hash(file->first);
        ++file;
    }
}

void StaticFiles::set_content_security_policy(std::string policy)
{
    policy_ = std::move(policy);
}

Response StaticFiles::answer(const Request& request) const
{
    const auto path = percent_decoded(request.target);
    if (!path || !path->starts_with('/'))
        return unknown(request);
    std::string_view name = std::string_view(*path).substr(1);
    auto found = files_.find(name);
    if (found == files_.end()) {
        if (is_name_of_file(name) || name.find("..") != std::string_view::npos)
            return unknown(request);
        found = files_.find(k_index);
    }

    const File& file = found->second;
    const bool is_page = file.content_type.starts_with("text/html");
    Response response;
    response.content_type = file.content_type;
    std::string etag = file.etag;
    const auto packed = [&](const std::shared_ptr<const std::string>& content,
                            std::string_view encoding) {
        if (response.shared_body || !content || !accepts_encoding(request, encoding))
            return;
        response.shared_body = content;
        response.with_header("Content-Encoding", std::string(encoding));
        // Each form of a file is a representation with a tag of its own.
        etag.insert(etag.size() - 1, "-" + std::string(encoding));
    };
    packed(file.brotli, "br");
    packed(file.gzip, "gzip");
    if (!response.shared_body)
        response.shared_body = file.plain;
    if (file.brotli || file.gzip)
        response.with_header("Vary", "Accept-Encoding");
    response.with_header("Cache-Control",
                         file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
    // A service worker runs under the policy that its own file came with; its name has no hash.
    const bool is_worker = !file.is_immutable && file.content_type.starts_with("text/javascript");
    if (is_page || is_worker)
        response.with_header("Content-Security-Policy", policy_);
    response.with_etag(etag);
    if (has_current(request, etag)) {
        response.status = 304;
        response.shared_body = nullptr;
    }
    return response;
}

}  // namespace taqwim::http
