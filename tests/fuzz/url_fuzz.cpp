// SPDX-License-Identifier: MIT
// Whatever the bytes: a URL is read or refused with a whole story; what is read survives rendering,
// and Boost.URL reads the same in it.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include <azoth/error/error.hpp>
#include <azoth/urls/connect_args.hpp>
#include <azoth/urls/odbc_string.hpp>
#include <azoth/urls/url.hpp>

#include "unit/urls/boost_witness.hpp"

namespace {

using azoth::Reveal;
using azoth::Url;
using azoth::UrlError;

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

void check_refused(std::string_view text, const azoth::UrlProblem& problem) {
    require(!problem.code.empty() && !problem.component.empty() && !problem.message.empty(),
            "a problem has code, component and message");
    require(problem.code == "url_too_long" || (problem.offset && *problem.offset <= text.size()),
            "a problem has an offset within the text");
    try {
        (void)Url(text);
        require(false, "the constructor refuses what try_parse refuses");
    } catch (const UrlError& error) {
        require(error.code() == problem.code, "both give the same code");
    }
}

void check_read(const Url& url) {
    const std::string text = url.render(Reveal::secrets);
    const auto again = Url::try_parse(text);
    require(again && *again == url, "parse(render(u)) == u");
    require(again->hash() == url.hash(), "equal URLs have equal hashes");
    require(again->render(Reveal::secrets) == text, "rendering is stable");
    require(Url::create(url.parts()) == url, "parsed parts pass the checks of raw ones");
    for (const char c : text) require(c > ' ' && c <= '~', "rendered text is printable ASCII");
    if (url.password())
        require(url.to_string() == url.with_password("x").to_string(), "the password is hidden");
    require(azoth::test::ask_boost(url, text) != azoth::test::Witness::disagrees,
            "another reader finds the same parts");
    try {
        (void)azoth::translate_connect_args(url);
    } catch (const UrlError& error) {
        require(!error.details().hint.empty(), "a refused host list has a hint");
    }
    try {
        (void)azoth::make_odbc_string(url);
    } catch (const UrlError& error) {
        require(!error.code().empty() && !error.details().component.empty(), "a refusal has both");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    azoth::UrlProblem problem;
    if (const auto url = Url::try_parse(text, problem))
        check_read(*url);
    else
        check_refused(text, problem);
    return 0;
}
