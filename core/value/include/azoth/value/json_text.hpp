// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace azoth {

/// The owner of one JSON document as text, UTF-8. The library carries it as it stands: it neither
/// parses nor reformats, so bring the JSON library of your choice through `value_traits`.
struct JsonText {
    std::string text;
    friend bool operator==(const JsonText&, const JsonText&) = default;
};

}  // namespace azoth
