// SPDX-License-Identifier: MIT
// Stands in for libFuzzer: runs every file of a corpus, then mutations of them that are the same on
// each run.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::string> read_corpus(const char* directory) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        if (entry.is_regular_file()) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());

    std::vector<std::string> corpus;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return corpus;
}

void run(const std::string& input) {
    // A buffer of exactly this size, so that the sanitizer sees a read past its end.
    const std::vector<std::uint8_t> bytes(input.begin(), input.end());
    (void)LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

class Mutator {
public:
    explicit Mutator(const std::vector<std::string>& corpus) : corpus_(corpus) {}

    std::string next() {
        std::string text = pick();
        for (std::size_t i = 0, count = 1 + below(4); i < count; ++i) mutate(text);
        return text;
    }

private:
    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(engine_);
    }
    const std::string& pick() { return corpus_[below(corpus_.size())]; }

    void mutate(std::string& text) {
        const std::size_t at = below(text.size() + 1);
        const std::size_t length = 1 + below(4);
        switch (below(5)) {
            case 0: text.erase(at, length); break;
            case 1: text.insert(at, 1, static_cast<char>(below(256))); break;
            case 2: text.insert(at, text.substr(below(text.size() + 1), length)); break;
            case 3: text = text.substr(0, at) + splice(); break;
            default:
                if (at < text.size()) text[at] = static_cast<char>(below(256));
        }
    }

    std::string splice() {
        const std::string& other = pick();
        return other.substr(below(other.size() + 1));
    }

    const std::vector<std::string>& corpus_;
    std::mt19937_64 engine_{1};
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: %s <corpus directory> <mutations>\n", argv[0]);
        return 2;
    }
    const std::vector<std::string> corpus = read_corpus(argv[1]);
    if (corpus.empty()) {
        std::fprintf(stderr, "%s holds no inputs\n", argv[1]);
        return 2;
    }
    for (const std::string& input : corpus) run(input);
    Mutator mutator(corpus);
    const long mutations = std::strtol(argv[2], nullptr, 10);
    for (long i = 0; i < mutations; ++i) run(mutator.next());
    std::printf("%zu inputs, %ld mutations\n", corpus.size(), mutations);
    return 0;
}
