// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <azoth/error/error.hpp>
#include <azoth/urls/url.hpp>

namespace azoth::urls {

/// What a step of reading says: nothing when all is well. Reading never throws for bad input, so
/// that `try_parse` costs no unwinding.
using Verdict = std::optional<UrlProblem>;

/// Which part of a URL a piece of text is, and where it starts if it came from a whole URL.
struct Place {
    std::string_view component;
    std::optional<std::size_t> offset;

    [[nodiscard]] Place at(std::size_t index) const {
        return {component, offset ? std::optional(*offset + index) : std::nullopt};
    }
};

[[nodiscard]] inline UrlProblem problem(std::string_view code, Place place,
                                        std::string_view message, std::string_view hint = {}) {
    return {code, place.component, message, hint, place.offset};
}

/// The exception for a problem.
[[nodiscard]] UrlError make_error(const UrlProblem& problem);

}  // namespace azoth::urls
