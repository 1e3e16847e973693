// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <azoth/driver/statement.hpp>

#include "channel.hpp"
#include "cursor.hpp"

namespace azoth::libpq {

/// Text of any number of statements, which the simple protocol takes: all of them run at once, and
/// their rows arrive as text.
class Script final : public driver::Statement {
public:
    Script(Channel& channel, std::string_view text);

    std::size_t parameter_count() const override { return 0; }
    driver::Cursor& execute(std::span<const ValueView> parameters,
                            const driver::ExecuteOptions& options) override;

private:
    Channel& channel_;
    std::string text_;
    Cursor cursor_;
};

/// Tells the session what a script may do to it; throws for text that cannot be sent.
void announce_script(Channel& channel, std::string_view text);

}  // namespace azoth::libpq
