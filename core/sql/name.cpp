// SPDX-License-Identifier: MIT
#include <azoth/sql/name.hpp>

#include <cstring>
#include <new>

#include <azoth/sql/fields.hpp>
#include <azoth/sql/node_memory.hpp>

namespace azoth::sql {

namespace {

constexpr std::size_t word = sizeof(std::uint64_t);

constexpr std::size_t whole_words(std::size_t size) noexcept {
    return (size + word - 1) / word;
}

std::uint64_t load_word(const char* from) noexcept {
    std::uint64_t value = 0;
    std::memcpy(&value, from, word);
    return value;
}

/// The last word of a text that does not fill it: the rest are zeros.
std::uint64_t load_partly(std::string_view text) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = text.size(); i-- > 0;) {
        value = value << 8 | static_cast<unsigned char>(text[i]);
    }
    return value;
}

}  // namespace

Ref<const Name::Text> Name::make(std::string_view text, bool is_permanent) {
    const std::size_t words = whole_words(text.size());
    void* memory = node_memory::take(sizeof(Text) + words * word);
    char* chars = static_cast<char*>(memory) + sizeof(Text);
    // Word by word from the text: reading back what was just written in pieces would wait for it.
    std::uint64_t hash = text.size();
    for (std::size_t i = 0; i < words; ++i) {
        const std::string_view rest = text.substr(i * word);
        const std::uint64_t value = rest.size() < word ? load_partly(rest) : load_word(rest.data());
        std::memcpy(chars + i * word, &value, word);
        hash = detail::mix(hash, value);
    }
    auto* made = new (memory) Text;
    made->size = static_cast<std::uint32_t>(text.size()) & 0x7FFF'FFFF;
    made->is_permanent = is_permanent ? 1 : 0;
    made->hash = hash;
    return Ref<const Text>::adopt(made);
}

Name Name::permanent(std::string_view text) {
    Name name;
    name.text_ = make(text, true);
    return name;
}

bool Name::Text::same_words(const Text& other) const noexcept {
    for (std::size_t i = 0; i < whole_words(size); ++i) {
        if (load_word(chars() + i * word) != load_word(other.chars() + i * word)) return false;
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
