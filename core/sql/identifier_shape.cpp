// SPDX-License-Identifier: MIT
#include <azoth/sql/identifier_shape.hpp>

#include <cstddef>
#include <cstring>

namespace azoth::sql {

namespace {

// ── characters, eight at a time ─────────────────────────────────────────────────────────────────

using Eight = std::uint64_t;

constexpr Eight each(unsigned byte) noexcept {
    return 0x0101'0101'0101'0101ULL * byte;
}

/// The high bit of each byte says whether it is from `low` to `high`. For bytes below 0x80: only
/// their sums stay inside a byte.
constexpr Eight are_between(Eight bytes, char low, char high) noexcept {
    return (bytes + each(0x80U - static_cast<unsigned char>(low))) &
           ~(bytes + each(0x7FU - static_cast<unsigned char>(high)));
}

/// Whether all are among [a-z0-9_], which a name without quotes consists of.
constexpr bool are_plain(Eight bytes) noexcept {
    const Eight plain =
        are_between(bytes, 'a', 'z') | are_between(bytes, '0', '9') | are_between(bytes, '_', '_');
    return (plain & ~bytes & each(0x80)) == each(0x80);
}

template <class Word>
Eight load(const char* from) noexcept {
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
}

/// Up to eight bytes, some of them twice where there are fewer. Not for none.
Eight load_few(std::string_view text) noexcept {
    const char* const begin = text.data();
    const std::size_t size = text.size();
    if (size >= 4) {
        return load<std::uint32_t>(begin) | load<std::uint32_t>(begin + size - 4) << 32;
    }
    const auto byte = [&](std::size_t at) { return load<std::uint8_t>(begin + at); };
    return (each(static_cast<unsigned>(byte(0))) & ~Eight{0xFFFF}) | byte(size / 2) |
           byte(size - 1) << 8;
}

constexpr std::uint64_t mix(std::uint64_t hash, Eight bytes) noexcept {
    return (hash ^ bytes) * 0x9e3779b97f4a7c15ULL;
}

}  // namespace

IdentifierShape IdentifierShape::of(std::string_view name) noexcept {
    if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return {};
    std::uint64_t hash = name.size();
    const auto take = [&](Eight bytes) {
        hash = mix(hash, bytes);
        return are_plain(bytes);
    };
    if (name.size() < 8) {
        if (!take(load_few(name))) return {};
    } else {
        for (std::size_t at = 0; at + 8 <= name.size(); at += 8) {
            if (!take(load<Eight>(name.data() + at))) return {};
        }
        if (!take(load<Eight>(name.data() + name.size() - 8))) return {};
    }
    return {true, static_cast<std::uint32_t>(hash >> 32)};
}

}  // namespace azoth::sql
