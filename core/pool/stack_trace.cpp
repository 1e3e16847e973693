// SPDX-License-Identifier: MIT
#include "stack_trace.hpp"

#include <cxxabi.h>
#include <execinfo.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace azoth::detail {

namespace {

using FreedText = std::unique_ptr<char, decltype(&std::free)>;

/// glibc's "/opt/shop/bin/shop(_ZN4shop4loadEv+0x3a) [0x55d0c01f3a]" with the name made readable;
/// without a name the parentheses hold the offset that addr2line takes.
std::string readable(std::string_view line) {
    const std::size_t open = line.find('(');
    const std::size_t plus = line.find('+', open == line.npos ? 0 : open);
    if (open == line.npos || plus == line.npos || plus == open + 1) return std::string(line);
    const std::string name(line.substr(open + 1, plus - open - 1));
    int status = 0;
    const FreedText demangled(abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status),
                              &std::free);
    std::string text(line.substr(0, open + 1));
    return text.append(demangled != nullptr ? demangled.get() : name.c_str())
        .append(line.substr(plus));
}

}  // namespace

StackTrace StackTrace::capture() noexcept {
    StackTrace trace;
    trace.depth_ = backtrace(trace.calls_.data(), static_cast<int>(trace.calls_.size()));
    if (trace.depth_ == 0) return trace;
    std::move(trace.calls_.begin() + 1, trace.calls_.begin() + trace.depth_, trace.calls_.begin());
    --trace.depth_;
    return trace;
}

std::vector<std::string> StackTrace::lines() const {
    std::vector<std::string> result;
    const std::unique_ptr<char*, decltype(&std::free)> texts(
        backtrace_symbols(calls_.data(), depth_), &std::free);
    for (int i = 0; texts != nullptr && i < depth_; ++i) result.push_back(readable(texts.get()[i]));
    return result;
}

}  // namespace azoth::detail
