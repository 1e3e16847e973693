// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace azoth::compliance {

/// One step of a path: a member's name or an element's position.
struct JsonStep {
    bool is_member = true;
    std::string member{};
    std::int64_t position = 0;
};
using JsonPath = std::vector<JsonStep>;
[[nodiscard]] std::string describe_path(const JsonPath& path);

/// JSON as a tree in the host, for comparing with what databases find.
class JsonModel {
public:
    enum class Kind { object, array, string, number, boolean, null };

    /// Some document, at most `depth` levels deep; names and texts are the ones that go wrong.
    [[nodiscard]] static JsonModel random(std::mt19937& source, int depth);

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] std::string kind_name() const;
    [[nodiscard]] bool is_scalar() const noexcept {
        return kind_ != Kind::object && kind_ != Kind::array;
    }
    [[nodiscard]] bool is_integer() const;
    /// As JSON, names and texts escaped in one way or another.
    [[nodiscard]] std::string text() const;
    /// What as_string() reads of a scalar; nothing for null.
    [[nodiscard]] std::optional<std::string> content() const;
    [[nodiscard]] std::size_t size() const noexcept { return parts_.size(); }
    /// The paths of all places, and some that lead nowhere.
    [[nodiscard]] std::vector<JsonPath> paths() const;
    /// The place at a path, null if there is none.
    [[nodiscard]] const JsonModel* find(const JsonPath& path) const;

private:
    Kind kind_ = Kind::null;
    std::string scalar_;    ///< content of a string, text of other scalars
    bool escapes_ = false;  ///< text() writes what it can as \uXXXX
    std::vector<std::pair<std::string, JsonModel>> parts_;
};

}  // namespace azoth::compliance
