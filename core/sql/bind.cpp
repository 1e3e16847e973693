// SPDX-License-Identifier: MIT
#include <azoth/sql/bind.hpp>

#include <utility>

namespace azoth::sql {

namespace {

class Constant final : public BindSource {
public:
    explicit Constant(Value value) : value_(std::move(value)) {}
    [[nodiscard]] Value value() const override { return value_; }
    [[nodiscard]] const Value* constant() const noexcept override { return &value_; }

private:
    Value value_;
};

}  // namespace

BindSource::~BindSource() = default;

const Value* BindSource::constant() const noexcept {
    return nullptr;
}

const BindSource* Bind::source() const noexcept {
    return nullptr;
}

bool Bind::has_same_value(const Bind& other) const noexcept {
    const BindSource* const a = source();
    const BindSource* const b = other.source();
    if (a == nullptr || b == nullptr) return a == b && value == other.value;
    if (a->constant() == nullptr || b->constant() == nullptr) return a == b;
    return *a->constant() == *b->constant();
}

SuppliedBind::SuppliedBind(const Name& name, const SqlType& type, Value constant)
    : SuppliedBind(name, type, std::make_shared<const Constant>(std::move(constant))) {}

const BindSource* SuppliedBind::source() const noexcept {
    return source_.get();
}

}  // namespace azoth::sql
