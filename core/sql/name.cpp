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

}  // namespace

Ref<const Name::Text> Name::make(std::string_view text, bool is_permanent) {
    const std::size_t words = whole_words(text.size());
    void* memory = node_memory::take(sizeof(Text) + words * word);
    char* chars = static_cast<char*>(memory) + sizeof(Text);
    std::memset(chars + (words - 1) * word, 0, word);  // the last word may be filled in part
    std::memcpy(chars, text.data(), text.size());

    std::uint64_t hash = text.size();
    for (std::size_t i = 0; i < words; ++i) hash = detail::mix(hash, load_word(chars + i * word));
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
