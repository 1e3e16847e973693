// SPDX-License-Identifier: MIT
// Any SQL text: the pieces put together again are the text, byte for byte, with `:name` where a
// bind was found; text that ends inside a quote is refused.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <azoth/error/error.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/statement.hpp>

namespace {

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace sql = azoth::sql;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const azoth::TextQuery query(text);
        const auto& statement = sql::cast<sql::TextStatement>(*query.node());
        std::string again;
        for (const sql::NodePtr& piece : statement.pieces) {
            if (const auto* fragment = sql::as<sql::TextFragment>(*piece)) {
                again += fragment->sql;
            } else {
                again += ':';
                again += sql::cast<sql::Bind>(*piece).name.view();
            }
        }
        require(again == text, "the pieces are the text");
    } catch (const azoth::CompileError& error) {
        require(error.code() == "sql_unterminated" || error.code() == "sql_nul_byte",
                "a refusal has its code");
        require(error.details().offset && *error.details().offset < text.size(),
                "and an offset within the text");
    }
    return 0;
}
