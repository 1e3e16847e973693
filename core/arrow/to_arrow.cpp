// SPDX-License-Identifier: MIT
#include <azoth/arrow/to_arrow.hpp>

#include <cerrno>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <tuple>
#include <utility>

#include <azoth/error/error.hpp>

#include "batch_reader.hpp"

namespace azoth {

namespace {

/// What a stream points to. The first error is kept: whoever asks again gets it again.
struct State {
    State(detail::StreamRef rows, const ArrowOptions& options)
        : keep_alive(options.keep_alive), reader(std::move(rows), options) {}

    std::shared_ptr<const void> keep_alive;  // outlives the reader
    arrow::BatchReader reader;
    int code = 0;
    std::string message;
};

State& state_of(ArrowArrayStream* stream) noexcept {
    return *static_cast<State*>(stream->private_data);
}

int errno_of(const Error& error) noexcept {
    if (dynamic_cast<const ConversionError*>(&error) != nullptr) return EINVAL;
    if (dynamic_cast<const ArgumentError*>(&error) != nullptr) return EINVAL;
    if (dynamic_cast<const TimeoutError*>(&error) != nullptr) return ETIMEDOUT;
    return EIO;
}

/// The exception being handled, as code and sentence.
std::pair<int, std::string> described_current() {
    try {
        throw;
    } catch (const Error& error) {
        return {errno_of(error),
                std::string(error.category()) + " " + error.code() + ": " + error.what()};
    } catch (const std::bad_alloc&) {
        return {ENOMEM, "out of memory"};
    } catch (const std::exception& error) {
        return {EIO, error.what()};
    } catch (...) {
        return {EIO, "an exception of an unknown type"};
    }
}

void remember_current(State& state) noexcept {
    try {
        std::tie(state.code, state.message) = described_current();
    } catch (...) {
        state.code = ENOMEM;  // without memory to say more
    }
}

/// Runs `work`, which makes what the consumer asked for.
template <class Made, class Work>
int make_for(ArrowArrayStream* stream, Made* out, Work work) noexcept {
    State& state = state_of(stream);
    *out = Made{};
    if (state.code != 0) return state.code;
    try {
        *out = work(state.reader);
    } catch (...) {
        remember_current(state);
        state.reader.close();
    }
    return state.code;
}

extern "C" {

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
    return make_for(stream, out, [](arrow::BatchReader& reader) { return reader.schema(); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
    return make_for(stream, out, [](arrow::BatchReader& reader) { return reader.next(); });
}

const char* get_last_error(ArrowArrayStream* stream) {
    const State& state = state_of(stream);
    return state.message.empty() ? nullptr : state.message.c_str();
}

void release_stream(ArrowArrayStream* stream) {
    delete static_cast<State*>(stream->private_data);
    stream->private_data = nullptr;
    stream->release = nullptr;
}

}  // extern "C"

}  // namespace

void to_arrow(const Result& result, ArrowArrayStream& out, const ArrowOptions& options) {
    auto state = std::make_unique<State>(result.row_stream(), options);
    out = {get_schema, get_next, get_last_error, release_stream, state.release()};
}

}  // namespace azoth
