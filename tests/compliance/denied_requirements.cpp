// SPDX-License-Identifier: MIT
// SQLite behind a ledger that says no to one thing more: the capability whose number is in
// AZOTH_DENIED. No test may need it without saying so; every_denial_passes.py goes through all.
#include <cstdlib>
#include <string>

#include <azoth/compile/ledger.hpp>
#include <azoth_test/narrowed_dialect.hpp>

#include "narrowed_requirements.hpp"

namespace azoth::compliance {

namespace {

using compile::Capability;

class DeniedRequirements final : public NarrowedRequirements {
public:
    explicit DeniedRequirements(Capability denied) : denied_(denied) {
        test::add_narrowed_sqlite("denied", "sqlite", [denied](compile::Ledger ledger) {
            // The rows that an expression asks for are counted by the functions that are exact.
            if (denied == Capability::exact_decimals) {
                ledger.allow(Capability::limit_expressions, false);
            }
            return ledger.allow(denied, false);
        });
    }
    std::string_view dialect() const override { return "sqlite"; }
    std::vector<Target> targets() const override {
        const auto open = DialectRegistry::instance().load_dialect("sqlite");
        if (!open->ledger(open->assumed_facts()).supports(denied_)) {
            return {{"memory", {}, "SQLite has no such thing anyway"}};
        }
        return {{"memory", "denied://", {}, true}};
    }
    SqlType reflected(const SqlType& type) const override {
        if (type.kind() == TypeKind::enum_) return String{5};  // text with a CHECK
        return type;
    }
    std::vector<Isolation> isolation_levels() const override {
        if (denied_ == Capability::transactions) return {};
        return {Isolation::read_uncommitted, Isolation::serializable};
    }

protected:
    bool has_checks() const noexcept override { return denied_ != Capability::check_constraints; }

private:
    Capability denied_;
};

}  // namespace

std::unique_ptr<Requirements> make_requirements() {
    const char* const number = std::getenv("AZOTH_DENIED");
    const int denied = number == nullptr ? 0 : std::atoi(number);
    if (denied < 0 || denied >= static_cast<int>(Capability::count_)) std::exit(2);
    return std::make_unique<DeniedRequirements>(static_cast<Capability>(denied));
}

}  // namespace azoth::compliance
