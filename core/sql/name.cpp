// SPDX-License-Identifier: MIT
#include <azoth/sql/name.hpp>

#include <cstring>
#include <new>

#include <azoth/sql/fields.hpp>
#include <azoth/sql/node.hpp>

namespace azoth::sql {

namespace {

/// Eight bytes at a time; names are short.
std::uint64_t hash_text(std::string_view text) noexcept {
    std::uint64_t hash = text.size();
    while (text.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), 8);
        hash = detail::mix(hash, word);
        text.remove_prefix(8);
    }
    std::uint64_t rest = 0;
    for (const char c : text) rest = rest << 8 | static_cast<unsigned char>(c);
    return detail::mix(hash, rest);
}

}  // namespace

Ref<const Name::Text> Name::make(std::string_view text) {
    auto* made = new (allocate_node_memory(sizeof(Text) + text.size())) Text;
    made->size = static_cast<std::uint32_t>(text.size());
    made->hash = hash_text(text);
    std::memcpy(static_cast<void*>(made + 1), text.data(), text.size());
    return Ref<const Text>::adopt(made);
}

void Name::destroy(const Text* text) noexcept {
    const std::size_t size = sizeof(Text) + text->size;
    auto* memory = const_cast<Text*>(text);
    memory->~Text();
    free_node_memory(memory, size);
}

}  // namespace azoth::sql
