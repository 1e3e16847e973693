// SPDX-License-Identifier: MIT
#include "golden_file.hpp"

#include <algorithm>
#include <stdexcept>

namespace golden {

namespace {

constexpr std::string_view indent = "    ";

void append_lines(std::string& out, std::string_view text) {
    std::size_t start = 0;
    for (bool first = true;; first = false) {
        const std::size_t end = text.find('\n', start);
        const std::string_view line = text.substr(start, end - start);
        if (!first) out.append(indent);
        out.append(line).append("\n");
        if (end == std::string_view::npos) return;
        start = end + 1;
    }
}

const Entry* find_entry(const std::vector<Entry>& entries, std::string_view name) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& entry) { return entry.name == name; });
    return found == entries.end() ? nullptr : &*found;
}

class Parser {
public:
    void line(std::string_view line) {
        ++number_;
        if (line.substr(0, 3) == "== ") {
            entries_.push_back({std::string(line.substr(3)), {}});
            open_.clear();
        } else if (line.substr(0, indent.size()) == indent) {
            if (open_.empty()) fail("a line that belongs to nothing");
            for (const std::size_t i : open_) {
                entries_.back().texts[i].second.append("\n").append(line.substr(indent.size()));
            }
        } else if (!line.empty() && line[0] != '#') {
            header(line);
        }
    }
    [[nodiscard]] std::vector<Entry> take() { return std::move(entries_); }

private:
    void header(std::string_view line) {
        const std::size_t colon = line.find(':');
        if (entries_.empty() || colon == std::string_view::npos) fail("neither case nor dialect");
        std::string_view text = line.substr(colon + 1);
        if (!text.empty()) text.remove_prefix(1);
        open_.clear();
        std::string_view names = line.substr(0, colon);
        while (!names.empty()) {
            const std::size_t space = std::min(names.find(' '), names.size());
            open_.push_back(entries_.back().texts.size());
            entries_.back().texts.emplace_back(names.substr(0, space), text);
            names.remove_prefix(std::min(space + 1, names.size()));
        }
    }
    [[noreturn]] void fail(const std::string& what) const {
        throw std::runtime_error("line " + std::to_string(number_) + ": " + what);
    }

    std::vector<Entry> entries_;
    std::vector<std::size_t> open_;
    int number_ = 0;
};

}  // namespace

const std::string* Entry::find(std::string_view target) const {
    for (const auto& [name, text] : texts) {
        if (name == target) return &text;
    }
    return nullptr;
}

std::vector<Entry> parse_entries(std::string_view text) {
    Parser parser;
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        parser.line(text.substr(start, end - start));
        start = end + 1;
    }
    return parser.take();
}

std::string write_entries(const std::vector<Entry>& entries) {
    std::string out = "# SPDX-License-Identifier: MIT\n";
    for (const Entry& entry : entries) {
        out += "\n== " + entry.name + "\n";
        std::vector<bool> written(entry.texts.size());
        for (std::size_t i = 0; i < entry.texts.size(); ++i) {
            if (written[i]) continue;
            std::string names;
            for (std::size_t j = i; j < entry.texts.size(); ++j) {
                if (entry.texts[j].second != entry.texts[i].second) continue;
                written[j] = true;
                names += (names.empty() ? "" : " ") + entry.texts[j].first;
            }
            append_lines(out, names + ": " + entry.texts[i].second);
        }
    }
    return out;
}

std::vector<std::string> compare(const std::vector<Entry>& expected,
                                 const std::vector<Entry>& actual,
                                 const std::vector<std::string>& known) {
    std::vector<std::string> findings;
    for (const Entry& entry : actual) {
        const Entry* golden = find_entry(expected, entry.name);
        for (const auto& [target, text] : entry.texts) {
            const std::string* wanted = golden == nullptr ? nullptr : golden->find(target);
            const std::string where = entry.name + " [" + target + "]";
            if (wanted == nullptr) {
                findings.push_back(where + ": no entry for\n    " + text);
            } else if (*wanted != text) {
                findings.push_back(where + "\n  golden:  " + *wanted + "\n  renders: " + text);
            }
        }
    }
    for (const Entry& entry : expected) {
        const Entry* rendered = find_entry(actual, entry.name);
        for (const auto& [target, text] : entry.texts) {
            const std::string name = target.substr(0, target.find('@'));
            if (std::find(known.begin(), known.end(), name) == known.end()) continue;
            if (rendered == nullptr || rendered->find(target) == nullptr) {
                findings.push_back(entry.name + " [" + target + "]: an entry without a case");
            }
        }
    }
    return findings;
}

}  // namespace golden
