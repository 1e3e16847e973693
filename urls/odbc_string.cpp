// SPDX-License-Identifier: MIT
//
// A connection string is where one value can smuggle in another attribute: `PWD=x;DRIVER=/tmp/e.so`
// makes the driver manager load a file. So keywords are held to an alphabet, values with anything
// but plain characters go between braces with '}' doubled, and what names files is refused. The
// grammar is that of SQLDriverConnect (ODBC 3.8, "Connection string"); keywords have no case.
#include <azoth/urls/odbc_string.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "problem.hpp"
#include "text_check.hpp"

namespace azoth {
namespace {

constexpr std::string_view reserved = "[]{}(),;?*=!@\\";

[[noreturn]] void refuse(std::string_view code, std::string_view component,
                         std::string_view message, std::string_view hint = {}) {
    throw urls::make_error(urls::problem(code, {component, std::nullopt}, message, hint));
}

[[noreturn]] void refuse_duplicate() {
    refuse("url_duplicate_param", "query", "an attribute is given twice",
           "host, port, user, password and database stand before the query, and a keyword takes "
           "one value");
}

bool same_word(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return urls::to_lower(a) == urls::to_lower(b); });
}

/// Letters, digits and `extra`.
bool consists_of(std::string_view text, std::string_view extra) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return urls::is_letter(c) || urls::is_digit(c) || extra.find(c) != extra.npos;
    });
}

void check_keyword(std::string_view name) {
    if (!urls::is_letter(name.front()) || name.back() == ' ' || !consists_of(name, "_- "))
        refuse("bad_option_name", "query", "a key that is no keyword of ODBC",
               "a keyword is a letter, then letters, digits, blanks, '_' and '-'");
    // They make the manager read or write files, or replace what the URL itself says.
    for (const std::string_view forbidden : {"dsn", "filedsn", "savefile"})
        if (same_word(name, forbidden))
            refuse("option_forbidden_in_url", "query",
                   "DSN, FILEDSN and SAVEFILE may not stand in the query",
                   "a data source stands where the host does");
}

/// What is no installed driver's name is loaded as a file by unixODBC.
void check_driver_name(std::string_view name) {
    if (name.find_first_of("/\\") != name.npos || name.find(".so") != name.npos)
        refuse("driver_path_not_allowed", "driver", "the ODBC driver is named by a file",
               "install the driver (odbcinst -i -d) and give its name");
    if (name.empty() || !consists_of(name, " _-.()+") || name.front() == ' ' || name.back() == ' ')
        refuse("bad_driver_name", "driver", "this is no name of an ODBC driver",
               "odbcinst -q -d lists the installed drivers");
}

/// The one value of a key, whatever its case.
std::optional<std::string_view> find(const Url& url, std::string_view key) {
    std::optional<std::string_view> found;
    for (const UrlParam& param : url.query()) {
        if (!same_word(param.key, key)) continue;
        if (found) refuse_duplicate();
        found = param.value;
    }
    return found;
}

std::string data_source(const Url& url) {
    std::vector<UrlHost> hosts = url.endpoints();
    if (hosts.size() != 1 || hosts.front().port || hosts.front().name.empty())
        refuse("url_bad_host", "host", "the host is no data source: it has a name and no port",
               "name a data source, or for a host and its port a driver: ?driver=Name");
    if (hosts.front().name.find_first_of(reserved) != std::string::npos)
        refuse("value_not_representable_for_driver", "host",
               "the name of a data source holds characters that ODBC reserves");
    return std::move(hosts.front().name);
}

void append(std::string& text, const ConnectArg& arg) {
    const std::string_view value = arg.value.reveal();
    text.append(arg.name).append("=");
    const bool is_driver = arg.name == "DRIVER";  // by custom between braces
    if (consists_of(value, "_-.:/+") && !is_driver) {
        text.append(value).append(";");
        return;
    }
    text += '{';
    for (const char c : value) text.append(c == '}' ? 2 : 1, c);
    text += "};";
}

Secret joined(const std::vector<ConnectArg>& args) {
    std::size_t bound = 0;
    for (const ConnectArg& arg : args) bound += arg.name.size() + 2 * arg.value.size() + 4;
    std::string text;
    text.reserve(bound);  // so that no copy of a secret stays behind
    for (const ConnectArg& arg : args) append(text, arg);
    Secret whole{text};
    wipe(text);
    return whole;
}

}  // namespace

Secret make_odbc_string(const Url& url, const ConnectArgNames& names) {
    if (const auto whole = find(url, "odbc_connect")) return Secret{*whole};

    std::vector<ConnectArg> args;
    const auto add = [&](ConnectArg arg) {
        for (const ConnectArg& other : args)
            if (same_word(other.name, arg.name)) refuse_duplicate();
        args.push_back(std::move(arg));
    };
    ConnectArgNames parts = names;
    if (const auto driver = find(url, "driver")) {
        check_driver_name(*driver);
        add({"DRIVER", Secret{*driver}});
    } else {
        add({"DSN", Secret{data_source(url)}});
        parts.host = parts.port = {};
    }
    for (ConnectArg& arg : translate_connect_args(url, parts)) add(std::move(arg));
    for (const UrlParam& param : url.query()) {
        if (param.key == "host" || param.key == "port" || same_word(param.key, "driver")) continue;
        check_keyword(param.key);
        add({param.key, Secret{param.value}});
    }
    return joined(args);
}

}  // namespace azoth
