// SPDX-License-Identifier: MIT
// A database that can next to nothing: SQLite behind a ledger whose answers are no. Every refusal
// is tested, and queries need none of what is missing: no transactions, no keys, no RETURNING.
#include <azoth/compile/ledger.hpp>
#include <azoth_test/narrowed_dialect.hpp>

#include "narrowed_requirements.hpp"

namespace azoth::compliance {

namespace {

class ClosedRequirements final : public NarrowedRequirements {
public:
    ClosedRequirements() {
        test::add_narrowed_sqlite("closed", "closed", [](const compile::Ledger& open) {
            compile::Ledger ledger("closed", open.version());
            // Without it a column needs a length, which the kit's columns do not always have.
            ledger.allow(compile::Capability::string_without_length);
            return ledger;
        });
    }
    std::string_view dialect() const override { return "closed"; }
    std::vector<Target> targets() const override { return {{"memory", "closed://", {}, true}}; }
    std::vector<Badge> claims() const override { return {Badge::core_read}; }
    std::vector<Isolation> isolation_levels() const override { return {}; }

protected:
    bool has_checks() const noexcept override { return false; }
};

}  // namespace

std::unique_ptr<Requirements> make_requirements() {
    return std::make_unique<ClosedRequirements>();
}

}  // namespace azoth::compliance
