// SPDX-License-Identifier: MIT
#include "problem.hpp"

#include <string>

namespace azoth::urls {

UrlError make_error(const UrlProblem& problem) {
    std::string message = "database URL: ";
    message.append(problem.message).append(" (").append(problem.component);
    if (problem.offset) message.append(", byte ").append(std::to_string(*problem.offset));
    message.append(")");

    ErrorDetails details;
    details.hint = problem.hint;
    details.component = problem.component;
    details.offset = problem.offset;
    return {problem.code, message, std::move(details)};
}

}  // namespace azoth::urls
