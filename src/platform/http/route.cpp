#include "platform/http/route.h"

#include <algorithm>
#include <deque>
#include <map>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "platform/http/request_text.h"

namespace taqwim::http {

namespace {

struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> written;
    std::unique_ptr<Node> parameter;
    // By method; parameter names are those of each route's own pattern.
    std::map<Method, const Route*> routes;
};

[[noreturn]] void fault(const Route& route, const std::string& message)
{
    throw ConfigurationFault(
        ConfigurationProblem{std::string(to_text(route.method)) + " " + route.pattern, 0, message});
}

// "/v1/schools" → v1, schools; "/" → one empty segment. None without a leading slash.
std::optional<std::vector<std::string_view>> segments_of(std::string_view path)
{
    if (!path.starts_with('/'))
        return std::nullopt;
    path.remove_prefix(1);
    std::vector<std::string_view> segments;
    while (true) {
        const std::size_t slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos)
            return segments;
        path.remove_prefix(slash + 1);
    }
}

std::optional<std::string_view> parameter_name(std::string_view segment)
{
    if (segment.size() < 3 || segment.front() != '{' || segment.back() != '}')
        return std::nullopt;
    return segment.substr(1, segment.size() - 2);
}

bool is_name(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
               letter == '_';
    });
}

bool is_written_segment(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') ||
               std::string_view("-._~").find(letter) != std::string_view::npos;
    });
}

// All nodes at which the path ends, written segments before parameters.
void find_ends(const Node& node, const std::vector<std::string>& segments, std::size_t index,
               std::vector<const Node*>& ends)
{
    if (index == segments.size()) {
        if (!node.routes.empty())
            ends.push_back(&node);
        return;
    }
    if (const auto found = node.written.find(segments[index]); found != node.written.end())
        find_ends(*found->second, segments, index + 1, ends);
    if (node.parameter && !segments[index].empty())
        find_ends(*node.parameter, segments, index + 1, ends);
}

const Route* route_for(const Node& node, Method method)
{
    const auto found = node.routes.find(method == Method::head ? Method::get : method);
    return found == node.routes.end() ? nullptr : found->second;
}

RouteMatch matched(const Route& route, std::vector<std::string> segments)
{
    RouteMatch match{&route, {}};
    const auto pattern = segments_of(route.pattern);
    for (std::size_t i = 0; pattern && i < pattern->size(); ++i)
        if (const auto name = parameter_name((*pattern)[i]))
            match.parameters.emplace_back(*name, std::move(segments[i]));
    return match;
}

}  // namespace

struct Router::Tree {
    std::deque<Route> routes;  // stay where they are
    Node root;
    std::optional<Route> fallback;

    [[nodiscard]] bool is_first_segment(std::string_view segment) const
    {
        return root.written.find(segment) != root.written.end();
    }
};

Router::Router() : tree_(std::make_unique<Tree>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Route route)
{
    const auto segments = segments_of(route.pattern);
    if (!segments)
        fault(route, "a pattern begins with a slash.\nTo fix: write \"/v1/…\".");
    if (route.method == Method::head || route.method == Method::options)
        fault(route, "HEAD and OPTIONS are answered by the router.\nTo fix: add GET.");
    if (!route.handler)
        fault(route, "there is no handler.\nTo fix: give the route one.");

    Node* node = &tree_->root;
    std::vector<std::string_view> names;
    for (const std::string_view segment : *segments) {
        if (const auto name = parameter_name(segment)) {
            if (!is_name(*name) || std::find(names.begin(), names.end(), *name) != names.end())
                fault(route, "a parameter's name is not a name, or stands twice.\n"
                             "To fix: write {school_id}, each name once.");
            names.push_back(*name);
            if (!node->parameter)
                node->parameter = std::make_unique<Node>();
            node = node->parameter.get();
            continue;
        }
        // The root alone has an empty segment.
        if (!is_written_segment(segment) && !(segment.empty() && segments->size() == 1))
            fault(route, "a segment holds what a path would have to escape.\n"
                         "To fix: use letters, digits and -._~ or a {parameter}.");
        auto& next = node->written[std::string(segment)];
        if (!next)
            next = std::make_unique<Node>();
        node = next.get();
    }
    if (const Route* other = route_for(*node, route.method))
        fault(route, "matches what " + other->pattern + " matches.\nTo fix: remove one of them.");
    const Method method = route.method;
    node->routes[method] = &tree_->routes.emplace_back(std::move(route));
}

void Router::set_fallback(std::string pattern, Handler handler)
{
    tree_->fallback = Route{.method = Method::get,
                            .pattern = std::move(pattern),
                            .handler = std::move(handler),
                            .body_limit = 0,
                            .weight = Weight::at_once};
}

std::variant<RouteMatch, NoRoute> Router::match(Method method, std::string_view path) const
{
    const auto raw = segments_of(path);
    if (!raw)
        return NoRoute{{RefusalCode::request_malformed, {}, {}, {}}, {}};
    std::vector<std::string> segments;
    segments.reserve(raw->size());
    for (const std::string_view segment : *raw) {
        auto decoded = percent_decoded(segment);
        if (!decoded)
            return NoRoute{{RefusalCode::request_malformed, {}, {}, {}}, {}};
        segments.push_back(std::move(*decoded));
    }

    std::vector<const Node*> ends;
    find_ends(tree_->root, segments, 0, ends);
    for (const Node* node : ends)
        if (const Route* route = route_for(*node, method))
            return matched(*route, std::move(segments));

    const bool is_of_fallback =
        ends.empty() && tree_->fallback && !tree_->is_first_segment(segments[0]);
    if (is_of_fallback && (method == Method::get || method == Method::head))
        return RouteMatch{&*tree_->fallback, {}};
    if (ends.empty() && !is_of_fallback) {
        std::string shown;
        for (const std::string& segment : segments)
            shown.append("/").append(segment);
        return NoRoute{{RefusalCode::route_unknown, {{"path", std::move(shown)}}, {}, {}}, {}};
    }

    std::string allowed = is_of_fallback ? "GET, HEAD" : "";
    for (const Method known :
         {Method::get, Method::post, Method::put, Method::patch, Method::remove}) {
        const bool is_known = std::any_of(ends.begin(), ends.end(), [&](const Node* node) {
            return route_for(*node, known) != nullptr;
        });
        if (!is_known)
            continue;
        allowed.append(allowed.empty() ? "" : ", ").append(to_text(known));
        if (known == Method::get)
            allowed += ", HEAD";
    }
    allowed += ", OPTIONS";
    return NoRoute{{RefusalCode::method_unsupported,
                    {{"method", std::string(to_text(method))}, {"allowed", allowed}},
                    {},
                    {}},
                   allowed};
}

std::vector<const Route*> Router::routes() const
{
    std::vector<const Route*> routes;
    for (const Route& route : tree_->routes)
        routes.push_back(&route);
    return routes;
}

std::size_t Router::largest_body_limit() const
{
    std::size_t largest = 0;
    for (const Route& route : tree_->routes)
        largest = std::max(largest, route.body_limit);
    return largest;
}

}  // namespace taqwim::http
