// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/urls/secret.hpp>
#include <azoth/urls/url_parts.hpp>

namespace azoth {

/// Why a text is no URL. Every text member is a literal of this library: nothing of the input is
/// repeated, since any piece of a misread URL may be a piece of a password.
struct UrlProblem {
    std::string_view code{};              ///< stable, such as `url_bad_port`
    std::string_view component{};         ///< the part at fault, such as `port`
    std::string_view message{};           ///< a sentence for people
    std::string_view hint{};              ///< what to do about it; may be empty
    std::optional<std::size_t> offset{};  ///< byte offset into the text; absent for raw parts
};

/// What rendering may show.
enum class Reveal : std::uint8_t { nothing, secrets };

/// What `Url::update_query` does with keys that are there already.
enum class QueryUpdate : std::uint8_t { replace, append };

/// A database URL: which dialect, through which driver, as whom, where, which database.
///
///     dialect[+driver]://[user[:password]@][host[:port][,host[:port]…]][/database][?key=value&…]
///
/// An immutable value: "changing" one makes another. Copies share their parts and never throw; a
/// moved-from URL is unchanged. Safe to read from many threads. No part ever holds a control
/// character or malformed UTF-8. What is accepted, decoded and refused is told in urls/README.md.
class AZOTH_EXPORT Url {
public:
    /// Reads a URL. Throws `UrlError` with code, component, byte offset and hint.
    explicit Url(std::string_view text);

    // Declaring the copies leaves out the moves: a URL always has parts.
    Url(const Url&) noexcept = default;
    Url& operator=(const Url&) noexcept = default;
    ~Url() = default;

    /// Builds a URL from raw parts, checked like parsed ones. Throws `UrlError` without an offset.
    [[nodiscard]] static Url create(UrlParts parts);

    /// Reads a URL; nothing when the text is none.
    [[nodiscard]] static std::optional<Url> try_parse(std::string_view text);
    /// The same, and says why. `problem` is written only when nothing is returned.
    [[nodiscard]] static std::optional<Url> try_parse(std::string_view text, UrlProblem& problem);

    // --- the parts; references live as long as any copy of this URL
    // -------------------------------

    [[nodiscard]] const UrlParts& parts() const noexcept { return *parts_; }

    /// The backend's name: `postgresql` in `postgresql+odbc://…`. Lower case.
    [[nodiscard]] const std::string& dialect() const noexcept { return parts_->dialect; }
    /// The driver's name, where the URL names one: `odbc` in `postgresql+odbc://…`.
    [[nodiscard]] const std::optional<std::string>& driver() const noexcept {
        return parts_->driver;
    }
    [[nodiscard]] const std::optional<std::string>& user() const noexcept { return parts_->user; }
    [[nodiscard]] const std::optional<Secret>& password() const noexcept {
        return parts_->password;
    }
    /// The hosts written between `//` and the database. See also `endpoints()`.
    [[nodiscard]] const std::vector<UrlHost>& hosts() const noexcept { return parts_->hosts; }
    [[nodiscard]] const std::optional<std::string>& database() const noexcept {
        return parts_->database;
    }
    /// All `key=value` pairs, in the order written.
    [[nodiscard]] const std::vector<UrlParam>& query() const noexcept { return parts_->query; }

    /// The one host's name; nothing when no host is named. For drivers that know one host only:
    /// throws `UrlError` `url_host_list` when there are several.
    [[nodiscard]] std::optional<std::string_view> host() const;
    /// The one host's port; nothing when there is none. Throws like `host()`.
    [[nodiscard]] std::optional<int> port() const;

    /// Every place to connect to, in order, for drivers that fail over: the hosts of the authority,
    /// or those of the query as `host=A:1&host=B:2` or `host=A,B&port=1,2`. Throws `UrlError`
    /// `url_host_list` when these styles are mixed or the counts differ, and `url_bad_port`.
    [[nodiscard]] std::vector<UrlHost> endpoints() const;

    /// The value of a key that has one meaning; nothing when it is not there. Throws `UrlError`
    /// `url_duplicate_param` when it is there twice.
    [[nodiscard]] std::optional<std::string_view> query_scalar(std::string_view key) const;
    /// The values of a key that may repeat, in order; empty when it is not there.
    [[nodiscard]] std::vector<std::string_view> query_values(std::string_view key) const;

    // --- other URLs; all throw like create() -----------------------------------------------------

    [[nodiscard]] Url with_dialect(std::string dialect) const;
    [[nodiscard]] Url with_driver(std::optional<std::string> driver) const;
    [[nodiscard]] Url with_user(std::optional<std::string> user) const;
    [[nodiscard]] Url with_password(std::optional<Secret> password) const;
    [[nodiscard]] Url with_host(std::string name, std::optional<int> port = std::nullopt) const;
    [[nodiscard]] Url with_hosts(std::vector<UrlHost> hosts) const;
    [[nodiscard]] Url with_database(std::optional<std::string> database) const;
    [[nodiscard]] Url with_query(std::vector<UrlParam> query) const;

    /// Adds pairs at the end. `replace` first removes what had one of their keys; `append` keeps
    /// it.
    [[nodiscard]] Url update_query(std::vector<UrlParam> pairs,
                                   QueryUpdate update = QueryUpdate::replace) const;
    /// The same, from text such as `sslmode=require&target_session_attrs=any`.
    [[nodiscard]] Url update_query_string(std::string_view text,
                                          QueryUpdate update = QueryUpdate::replace) const;
    /// Removes all pairs that have one of these keys; keys that are not there are no error.
    [[nodiscard]] Url difference_update_query(const std::vector<std::string>& keys) const;

    // --- text ------------------------------------------------------------------------------------

    /// The URL in printable ASCII with secrets shown as `***`: the password, and the values of
    /// query keys that look like one (`sslpassword`, `PWD`, `token`, `odbc_connect`, …).
    [[nodiscard]] std::string to_string() const { return render(Reveal::nothing); }
    /// The same; with `Reveal::secrets` nothing is hidden and reading the text gives an equal URL.
    [[nodiscard]] std::string render(Reveal reveal) const;

    /// All parts are equal, the query in the same order. Passwords are compared in constant time.
    [[nodiscard]] friend bool operator==(const Url& left, const Url& right) noexcept {
        return left.equals(right);
    }
    /// Writes `to_string()`.
    friend AZOTH_EXPORT std::ostream& operator<<(std::ostream& out, const Url& url);

    /// Equal URLs have equal hashes. The password takes no part.
    [[nodiscard]] std::size_t hash() const noexcept;

private:
    explicit Url(std::shared_ptr<const UrlParts> parts) noexcept;
    [[nodiscard]] bool equals(const Url& other) const noexcept;

    std::shared_ptr<const UrlParts> parts_;
};

}  // namespace azoth

template <>
struct std::hash<azoth::Url> {
    std::size_t operator()(const azoth::Url& url) const noexcept { return url.hash(); }
};
