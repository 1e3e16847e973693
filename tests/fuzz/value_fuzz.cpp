// SPDX-License-Identifier: MIT
// Dates, times, decimals and identifiers from any bytes: what is read comes back the same from its
// own text; what is refused is refused with an error of the library, never with a crash.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <azoth/error/error.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/uuid.hpp>

namespace {

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

template <class T>
void check_temporal(std::string_view text) {
    T read{};
    if (azoth::try_parse(text, read) != azoth::ParseResult::ok) return;
    T again{};
    const auto written = azoth::format(read);
    require(azoth::try_parse(written.view(), again) == azoth::ParseResult::ok,
            "what is written can be read");
    require(read == again, "a time survives its own text");
}

void check_decimal(std::string_view text) {
    try {
        const azoth::Decimal read(text);
        const azoth::Decimal again(read.view().digits);
        require(read == again, "a decimal survives its own text");
        require(again.view().digits == read.view().digits, "its text is canonical");
    } catch (const azoth::ConversionError& error) {
        require(!error.code().empty(), "a refusal has a code");
    }
}

void check_uuid(std::string_view text) {
    try {
        const azoth::Uuid read = azoth::parse_uuid(text);
        require(azoth::parse_uuid(azoth::to_string(read)) == read, "a UUID survives its own text");
    } catch (const azoth::ConversionError& error) {
        require(error.code() == "bad_uuid", "a refusal has its code");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_temporal<azoth::Date>(text);
    check_temporal<azoth::TimeOfDay>(text);
    check_temporal<azoth::Timestamp>(text);
    check_temporal<azoth::Instant>(text);
    check_temporal<azoth::Interval>(text);
    check_decimal(text);
    check_uuid(text);
    return 0;
}
