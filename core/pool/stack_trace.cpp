// SPDX-License-Identifier: MIT
#include "stack_trace.hpp"

#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <sstream>

namespace azoth::detail {

namespace {

/// "shop::Orders::load() [/opt/shop/bin/shop+0x1f3a]"; the second half is what addr2line takes.
std::string describe(void* call) {
    Dl_info where{};
    std::ostringstream line;
    if (dladdr(call, &where) == 0 || where.dli_fname == nullptr) {
        line << call;
        return line.str();
    }
    if (where.dli_sname != nullptr) {
        int status = 0;
        const std::unique_ptr<char, decltype(&std::free)> name(
            abi::__cxa_demangle(where.dli_sname, nullptr, nullptr, &status), &std::free);
        line << (name != nullptr ? name.get() : where.dli_sname) << ' ';
    }
    const auto offset =
        reinterpret_cast<std::uintptr_t>(call) - reinterpret_cast<std::uintptr_t>(where.dli_fbase);
    line << '[' << where.dli_fname << "+0x" << std::hex << offset << ']';
    return line.str();
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
    for (int i = 0; i < depth_; ++i)
        result.push_back(describe(calls_[static_cast<std::size_t>(i)]));
    return result;
}

}  // namespace azoth::detail
