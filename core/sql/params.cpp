// SPDX-License-Identifier: MIT
#include <azoth/sql/params.hpp>

#include <utility>

#include <azoth/error/error.hpp>

namespace azoth {

Params::Params(std::initializer_list<Param> params) {
    params_.reserve(params.size());
    for (const Param& param : params) add(param);
}

void Params::add(Param param) {
    if (find(param.name()) != nullptr) {
        throw ArgumentError(
            "duplicate_parameter", "the parameter \"" + param.name() + "\" is given twice",
            {.hint = "several sets need a brace level each: {{{\"a\", 1}}, {{\"a\", 2}}}"});
    }
    params_.push_back(std::move(param));
}

const Value* Params::find(std::string_view name) const noexcept {
    for (const Param& param : params_) {
        if (param.name() == name) return &param.value();
    }
    return nullptr;
}

}  // namespace azoth
