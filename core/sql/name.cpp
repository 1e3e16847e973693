// SPDX-License-Identifier: MIT
#include <azoth/sql/name.hpp>

#include <bit>
#include <cstring>
#include <new>

#include <azoth/sql/fields.hpp>
#include <azoth/sql/node_memory.hpp>

namespace azoth::sql {

namespace {

static_assert(std::endian::native == std::endian::little,
              "texts are put into words, first byte lowest");

constexpr std::size_t word = sizeof(std::uint64_t);

constexpr std::size_t whole_words(std::size_t size) noexcept {
    return (size + word - 1) / word;
}

template <class Word>
std::uint64_t word_at(const char* from) noexcept {
    Word value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

/// One to seven bytes, the rest zeros. Loads may overlap: what they share is the same.
std::uint64_t load_partly(std::string_view text) noexcept {
    const char* const begin = text.data();
    const std::size_t size = text.size();
    if (size >= 4) {
        return word_at<std::uint32_t>(begin) | word_at<std::uint32_t>(begin + size - 4)
                                                   << 8 * (size - 4);
    }
    return word_at<std::uint8_t>(begin) |
           word_at<std::uint8_t>(begin + size / 2) << 8 * (size / 2) |
           word_at<std::uint8_t>(begin + size - 1) << 8 * (size - 1);
}

}  // namespace

void Name::assign(std::string_view text, bool is_permanent) {
    if (text.size() >= word) {
        word_ = reinterpret_cast<std::uintptr_t>(make(text, is_permanent));
    } else if (!text.empty()) {
        // The length in the lowest byte, the text behind it.
        word_ = load_partly(text) << 8 | (1 + 2 * text.size());
    }
}

const Name::Text* Name::make(std::string_view text, bool is_permanent) {
    const std::size_t words = whole_words(text.size());
    void* memory = node_memory::take(sizeof(Text) + words * word);
    char* chars = static_cast<char*>(memory) + sizeof(Text);
    // Word by word from the text: reading back what was just written in pieces would wait for it.
    std::uint64_t hash = text.size();
    for (std::size_t i = 0; i < words; ++i) {
        const std::string_view rest = text.substr(i * word);
        const std::uint64_t value =
            rest.size() < word ? load_partly(rest) : word_at<std::uint64_t>(rest.data());
        std::memcpy(chars + i * word, &value, word);
        hash = detail::mix(hash, value);
    }
    auto* made = new (memory) Text;
    made->size = static_cast<std::uint32_t>(text.size()) & 0x7FFF'FFFF;
    made->is_permanent = is_permanent ? 1 : 0;
    made->hash = hash;
    return made;
}

Name Name::permanent(std::string_view text) {
    Name name;
    name.assign(text, true);
    return name;
}

bool Name::Text::same_words(const Text& other) const noexcept {
    for (std::size_t i = 0; i < whole_words(size); ++i) {
        if (word_at<std::uint64_t>(chars() + i * word) !=
            word_at<std::uint64_t>(other.chars() + i * word))
            return false;
    }
    return true;
}

void Name::destroy(const Text* text) noexcept {
    const std::size_t size = sizeof(Text) + whole_words(text->size) * word;
    auto* memory = const_cast<Text*>(text);
    memory->~Text();
    node_memory::give_back(memory, size);
}

}  // namespace azoth::sql
