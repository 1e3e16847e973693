// SPDX-License-Identifier: MIT
#include "script.hpp"

#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/value/utf8.hpp>

#include "sql_text.hpp"

namespace azoth::libpq {

void announce_script(Channel& channel, std::string_view text) {
    require_no_nul(text);
    require_utf8(text);
    channel.mark_touched();
    channel.transaction_may_have_ended();
    if (drops_statements(text)) channel.statements_dropped();
}

Script::Script(Channel& channel, std::string_view text)
    : channel_(channel), text_(text), cursor_(channel) {}

driver::Cursor& Script::execute(std::span<const ValueView> parameters,
                                const driver::ExecuteOptions& options) {
    if (!parameters.empty()) throw ArgumentError("bind_unknown", "a script takes no parameters");
    if (options.format == FetchFormat::binary) {
        ErrorDetails details;
        details.phase = Phase::execute;
        details.hint = "execute its statements one by one";
        throw NotSupportedError("no_binary_form", "the rows of a script arrive as text",
                                std::move(details));
    }
    cursor_.close();
    announce_script(channel_, text_);
    channel_.require_encoding();
    auto results = channel_.query(text_.c_str(), Deadline::in(options.timeout_ms));
    channel_.require_encoding();  // the script itself may have changed it
    cursor_.hold(std::move(results));
    return cursor_;
}

}  // namespace azoth::libpq
