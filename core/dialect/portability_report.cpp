// SPDX-License-Identifier: MIT
#include <algorithm>
#include <ostream>
#include <utility>

#include <azoth/dialect/portability.hpp>

namespace azoth {

namespace {

constexpr std::size_t widest_name = 48;

/// Characters that people see, as long as they are one code point each.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string cut(std::string_view text) {
    if (width_of(text) <= widest_name) return std::string(text);
    std::size_t end = 0;
    for (std::size_t seen = 0; seen < widest_name; ++end) {
        if ((static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U && ++seen == widest_name)
            break;
    }
    return std::string(text.substr(0, end)) + "…";
}

std::string padded(std::string text, std::size_t width) {
    text.append(width - std::min(width, width_of(text)), ' ');
    return text;
}

/// Something that does not run somewhere.
struct Subject {
    std::string name;
    std::string place;

    [[nodiscard]] bool is_of(const PortabilityFinding& finding) const {
        return finding.subject == name && finding.place == place;
    }
    [[nodiscard]] std::string placed(std::string called) const {
        return place.empty() ? called : called + " (" + place + ")";
    }
};

std::vector<Subject> subjects_of(const PortabilityReport& report) {
    std::vector<Subject> all;
    for (const PortabilityAnswer& answer : report.answers) {
        for (const PortabilityFinding& finding : answer.findings) {
            const auto known = std::find_if(all.begin(), all.end(), [&](const Subject& subject) {
                return subject.is_of(finding);
            });
            if (known == all.end()) all.push_back({finding.subject, finding.place});
        }
    }
    return all;
}

}  // namespace

bool PortabilityReport::runs_everywhere() const noexcept {
    return std::all_of(answers.begin(), answers.end(),
                       [](const PortabilityAnswer& answer) { return answer.findings.empty(); });
}

std::ostream& operator<<(std::ostream& out, const PortabilityReport& report) {
    const std::vector<Subject> subjects = subjects_of(report);
    std::vector<std::string> servers;
    for (const PortabilityAnswer& answer : report.answers) {
        servers.push_back(answer.server + " " + to_string(answer.version));
    }
    if (subjects.empty()) {
        out << "everything runs on";
        for (std::size_t i = 0; i < servers.size(); ++i) out << (i == 0 ? " " : ", ") << servers[i];
        out << '\n';
    } else {
        std::size_t width = 0;
        for (const Subject& subject : subjects) {
            width = std::max(width, width_of(cut(subject.name)));
        }
        out << padded("", width);
        for (const std::string& server : servers) out << "  " << server;
        out << '\n';
        for (const Subject& subject : subjects) {
            std::string line = padded(cut(subject.name), width);
            for (std::size_t i = 0; i < servers.size(); ++i) {
                const auto& findings = report.answers[i].findings;
                const bool runs =
                    std::none_of(findings.begin(), findings.end(),
                                 [&](const auto& finding) { return subject.is_of(finding); });
                line += "  " + padded(runs ? "runs" : "no", width_of(servers[i]));
            }
            out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
        }
        for (const Subject& subject : subjects) {
            out << '\n' << subject.placed(subject.name) << '\n';
            for (const PortabilityAnswer& answer : report.answers) {
                for (const PortabilityFinding& finding : answer.findings) {
                    if (!subject.is_of(finding)) continue;
                    out << "  " << finding.message;
                    if (!finding.hint.empty()) out << ": " << finding.hint;
                    out << '\n';
                }
            }
        }
    }
    if (!report.unchecked.empty())
        out << "\nnot looked into: SQL as text, functions and operators by name\n";
    for (const std::string& text : report.unchecked) out << "  " << text << '\n';
    return out;
}

}  // namespace azoth
