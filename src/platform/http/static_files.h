// The built web interface, held in memory and answered on the I/O thread.
//
// Files that carry a hash in their name (assets/index-B3kx91aZ.js) may be kept for ever; index.html and the rest are
// asked for again by their tag. Paths without a file that look like a page of the application get index.html; paths with
// an ending (".js") do not. X.br and X.gz beside X are sent in its place to browsers that take them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/embedded_file.h"
#include "platform/http/request.h"
#include "platform/http/response.h"

namespace taqwim::http {

class StaticFiles {
public:
    // Reads every file of the folder once; links that lead out of it are passed over. Throws ConfigurationFault when
    // the folder cannot be read or has no index.html.
    [[nodiscard]] static StaticFiles from_folder(const std::filesystem::path& folder);
    // Files built into the program, by their paths: "index.html", "assets/….js".
    [[nodiscard]] static StaticFiles from_embedded(std::span<const EmbeddedFile> files);

    // For Router::set_fallback. Refuses route_unknown.
    [[nodiscard]] Response answer(const Request& request) const;

    // What pages may load and do; a default that allows the site itself alone stands when none is given.
    void set_content_security_policy(std::string policy);

private:
    struct File {
        std::shared_ptr<const std::string> plain;
        std::shared_ptr<const std::string> brotli;
        std::shared_ptr<const std::string> gzip;
        std::string content_type;
        std::string etag;
        bool is_immutable = false;
    };

    void add(std::string_view path, std::string content);
    void finish();

    // The files under their paths without a leading slash. Looked up, never joined with a folder.
    std::map<std::string, File, std::less<>> files_;
    std::string policy_;
};

}  // namespace taqwim::http
