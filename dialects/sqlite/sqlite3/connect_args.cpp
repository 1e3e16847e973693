// SPDX-License-Identifier: MIT
#include "connect_args.hpp"

#include <charconv>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>

namespace azoth::sqlite3_driver {

namespace {

constexpr std::string_view memory_name = ":memory:";
constexpr std::string_view uri_prefix = "file:";
constexpr std::int64_t longest_busy_timeout_ms = 86'400'000;

using Names = std::vector<std::string_view>;

[[nodiscard]] const Names& option_names() {
    static const Names names{"mode",         "uri",          "cache",
                             "immutable",    "busy_timeout", "lock_mode",
                             "journal_mode", "synchronous",  "vfs"};
    return names;
}

[[noreturn]] void throw_bad_value(std::string_view option, std::string_view allowed) {
    ErrorDetails details;
    details.component = option;
    details.hint = std::string("allowed: ").append(allowed);
    throw ArgumentError("bad_option_value",
                        std::string("the option \"").append(option).append("\" has a bad value"),
                        std::move(details));
}

/// The options of one connect: URL first, then code.
class Options {
public:
    Options(const Url& url, const driver::ConnectArgs& args) : url_(url), args_(args) {
        for (const UrlParam& param : url.query()) {
            check_name(param.key);
            if (param.key == "vfs") throw_forbidden(param.key);
        }
        for (const auto& [name, value] : args) check_name(name);
    }

    [[nodiscard]] std::optional<std::string_view> text(std::string_view name) const {
        std::optional<std::string_view> value = url_.query_scalar(name);
        for (const auto& [key, given] : args_)
            if (key == name) value = given;
        return value;
    }

    /// Empty if absent.
    [[nodiscard]] std::string_view one_of(std::string_view name,
                                          std::initializer_list<std::string_view> allowed) const {
        const std::optional<std::string_view> value = text(name);
        if (!value) return {};
        std::string list;
        for (const std::string_view item : allowed) {
            if (item == *value) return item;
            list.append(list.empty() ? "" : ", ").append(item);
        }
        throw_bad_value(name, list);
    }

    [[nodiscard]] bool flag(std::string_view name) const {
        const std::string_view value =
            one_of(name, {"true", "false", "1", "0", "yes", "no", "on", "off"});
        return value == "true" || value == "1" || value == "yes" || value == "on";
    }

    [[nodiscard]] std::int64_t milliseconds(std::string_view name, std::int64_t fallback) const {
        const std::optional<std::string_view> value = text(name);
        if (!value) return fallback;
        std::int64_t number = -1;
        const char* const end = value->data() + value->size();
        const auto [rest, error] = std::from_chars(value->data(), end, number);
        if (error != std::errc{} || rest != end || number < 0 || number > longest_busy_timeout_ms)
            throw_bad_value(name, "0 to 86400000 milliseconds");
        return number;
    }

private:
    static void check_name(std::string_view name) {
        for (const std::string_view known : option_names())
            if (known == name) return;
        ErrorDetails details;
        details.component = name;
        details.hint = did_you_mean(name, option_names());
        throw ArgumentError(
            "unknown_option",
            std::string("the sqlite3 driver has no option \"").append(name).append("\""),
            std::move(details));
    }

    [[noreturn]] static void throw_forbidden(std::string_view name) {
        ErrorDetails details;
        details.component = name;
        details.hint = "give it in connect_args, in code";
        throw ArgumentError(
            "option_forbidden_in_url",
            std::string("the option \"").append(name).append("\" is not taken from a URL"),
            std::move(details));
    }

    const Url& url_;
    const driver::ConnectArgs& args_;
};

void refuse_host(const Url& url) {
    if (url.hosts().empty() && !url.user() && !url.password()) return;
    ErrorDetails details;
    details.component = url.user() ? "user" : "host";
    details.hint =
        "a relative path has three slashes (sqlite:///x.db), an absolute one four "
        "(sqlite:////var/x.db)";
    throw UrlError("sqlite_host_not_allowed", "SQLite opens files: its URL names no user or host",
                   std::move(details));
}

/// Percent-coded for SQLite's URI parser, so that no character of a path means anything to it.
void append_encoded(std::string& uri, std::string_view path) {
    constexpr std::string_view plain = "-._~/:";
    constexpr char digits[] = "0123456789ABCDEF";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || plain.find(c) != plain.npos;
        if (is_plain)
            uri += c;
        else
            uri.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
}

/// "file:…" without its authority, which may only be empty or this machine.
[[nodiscard]] std::string_view path_of_uri(std::string_view uri) {
    uri.remove_prefix(uri_prefix.size());
    if (!uri.starts_with("//")) return uri;
    const std::size_t slash = uri.find('/', 2);
    const std::string_view authority = uri.substr(2, slash == uri.npos ? uri.npos : slash - 2);
    if (slash == uri.npos || (!authority.empty() && authority != "localhost")) {
        ErrorDetails details;
        details.component = "database";
        throw UrlError("sqlite_host_not_allowed", "a file: path names no other machine",
                       std::move(details));
    }
    return uri.substr(slash);
}

void plan_uri(ConnectPlan& plan, const Options& options, std::string_view path) {
    const std::string_view mode = options.one_of("mode", {"ro", "rw", "rwc", "memory"});
    plan.in_memory = mode == "memory" || path == memory_name || path.empty();
    plan.may_create = mode.empty() || mode == "rwc" || plan.in_memory;
    plan.file = uri_prefix;
    append_encoded(plan.file, path.empty() ? memory_name : path);
    char separator = '?';
    const auto add = [&](std::string_view name, std::string_view value) {
        if (value.empty()) return;
        plan.file.append(1, std::exchange(separator, '&')).append(name).append("=").append(value);
    };
    add("mode", mode);
    add("cache", options.one_of("cache", {"private", "shared"}));
    add("immutable", options.flag("immutable") ? "1" : "");
    plan.open_flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI;
}

void plan_path(ConnectPlan& plan, const Options& options, std::string_view path) {
    const std::string_view mode = options.one_of("mode", {"ro", "rw", "rwc"});
    for (const std::string_view name : {"cache", "immutable"})
        if (options.text(name)) throw_bad_value(name, "only beside uri=true and a file: path");
    plan.in_memory = path.empty() || path == memory_name;
    plan.may_create = mode.empty() || mode == "rwc";
    plan.file = plan.in_memory ? memory_name : path;
    // SQLite may be built or configured to see a URI in every name that begins like one, and
    // reserves names that begin with a colon.
    if (!plan.in_memory && (path.starts_with(uri_prefix) || path.starts_with(':')))
        plan.file.insert(0, "./");
    if (mode == "ro" && !plan.in_memory)
        plan.open_flags = SQLITE_OPEN_READONLY;
    else
        plan.open_flags = SQLITE_OPEN_READWRITE | (plan.may_create ? SQLITE_OPEN_CREATE : 0);
}

[[nodiscard]] LockMode read_lock_mode(const Options& options) {
    const std::string_view name =
        options.one_of("lock_mode", {"deferred", "immediate", "exclusive"});
    if (name == "immediate") return LockMode::immediate;
    return name == "exclusive" ? LockMode::exclusive : LockMode::deferred;
}

}  // namespace

ConnectPlan make_connect_plan(const Url& url, const driver::ConnectArgs& args) {
    refuse_host(url);
    const Options options(url, args);
    const std::string path = url.database().value_or("");
    ConnectPlan plan;
    plan.shown = path.empty() ? memory_name : std::string_view(path);
    if (options.flag("uri") && path.starts_with(uri_prefix))
        plan_uri(plan, options, path_of_uri(path));
    else
        plan_path(plan, options, path);
    // The engine keeps a connection to one thread at a time: SQLite's own mutexes would only cost.
    plan.open_flags |= SQLITE_OPEN_NOMUTEX;
    plan.vfs = options.text("vfs").value_or("");
    plan.busy_timeout_ms = options.milliseconds("busy_timeout", plan.busy_timeout_ms);
    plan.lock_mode = read_lock_mode(options);
    plan.journal_mode =
        options.one_of("journal_mode", {"delete", "truncate", "persist", "memory", "wal"});
    plan.synchronous = options.one_of("synchronous", {"off", "normal", "full", "extra"});
    return plan;
}

}  // namespace azoth::sqlite3_driver
