// SPDX-License-Identifier: MIT
#include <azoth/engine/execution_options.hpp>

#include <cstddef>
#include <tuple>
#include <utility>

namespace azoth {

namespace {

/// All members, for what is the same for each. With one too few it does not compile.
template <class Options>
auto members_of(Options& options) {
    auto& [stream_results, yield_per, max_row_buffer, fetch_format, timeout_ms, hide_parameters,
           insert_page_size, uncached, compiled_cache, schema_translate_map, cancel_token,
           logging_token, tags] = options;
    return std::tie(stream_results, yield_per, max_row_buffer, fetch_format, timeout_ms,
                    hide_parameters, insert_page_size, uncached, compiled_cache,
                    schema_translate_map, cancel_token, logging_token, tags);
}

template <class T>
bool is_set(const std::optional<T>& option) noexcept {
    return option.has_value();
}
template <class T>
bool is_set(const T& option) noexcept {
    return option.is_set();
}

}  // namespace

const ExecutionOptions unset_options{};

bool says_nothing(const ExecutionOptions& options) noexcept {
    if (&options == &unset_options) return true;
    return std::apply([](const auto&... option) { return !(is_set(option) || ...); },
                      members_of(options));
}

ExecutionOptions merged(ExecutionOptions near, const ExecutionOptions& far) noexcept {
    if (!near.stream_results && near.yield_per) near.stream_results = *near.yield_per != 0;
    const auto into = members_of(near);
    const auto from = members_of(far);
    const auto inherit = [](auto& mine, const auto& theirs) {
        if (!is_set(mine)) mine = theirs;
    };
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (inherit(std::get<i>(into), std::get<i>(from)), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(from)>>());
    return near;
}

}  // namespace azoth
