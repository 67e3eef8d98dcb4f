// SPDX-License-Identifier: LGPL-2.1-or-later
// Cutting a TOC file into tokens.
#include "cd/toc_tokens.hpp"

#include "cd/cue_lines.hpp"
#include "cd/unicode.hpp"

#include <algorithm>

namespace burnish::cd {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isOctal(std::string_view text) {
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '7'; }) &&
           text[0] <= '3';
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Result<std::vector<TocToken>> run() {
        while (skipBlanks()) {
            TRY(takeToken());
        }
        add(TocToken::Kind::End);
        return std::move(tokens_);
    }

private:
    [[nodiscard]] char at(std::size_t place) const { return place < text_.size() ? text_[place] : '\0'; }
    void add(TocToken::Kind kind) { tokens_.push_back({kind, {}, {}, line_}); }

    // Blanks and comments, which last to the end of their line. False: the end.
    bool skipBlanks() {
        while (place_ < text_.size()) {
            const char c = text_[place_];
            if (c == '/' && at(place_ + 1) == '/') {
                place_ = std::min(text_.find('\n', place_), text_.size());
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                line_ += c == '\n' ? 1 : 0;
                ++place_;
            } else {
                return true;
            }
        }
        return false;
    }

    Result<void> takeToken() {
        const char c = text_[place_];
        if (c == '"') {
            return takeString();
        }
        const std::size_t mark = std::string_view("{},:").find(c);
        if (mark != std::string_view::npos) {
            constexpr TocToken::Kind Kinds[] = {TocToken::Kind::Open, TocToken::Kind::Close, TocToken::Kind::Comma,
                                                TocToken::Kind::Colon};
            add(Kinds[mark]);
            ++place_;
            return {};
        }
        if (c == '\0') {
            return cueError(line_, "There are zero bytes: this is no TOC file, but something else.");
        }
        add(TocToken::Kind::Word);
        while (place_ < text_.size() && isOfWord()) {
            tokens_.back().text += text_[place_++];
        }
        return {};
    }

    // A colon between two digits is a time's.
    [[nodiscard]] bool isOfWord() const {
        const char c = text_[place_];
        if (c == ':') {
            return place_ > 0 && isDigit(text_[place_ - 1]) && isDigit(at(place_ + 1));
        }
        return std::string_view(" \t\r\n{},\"\0", 8).find(c) == std::string_view::npos;
    }

    Result<void> takeString() {
        add(TocToken::Kind::String);
        TocToken &token = tokens_.back();
        for (++place_; place_ < text_.size() && text_[place_] != '"'; ++place_) {
            const char c = text_[place_];
            if (c == '\\' && isOctal(text_.substr(place_ + 1, 3))) {
                const int code =
                    (text_[place_ + 1] - '0') * 64 + (text_[place_ + 2] - '0') * 8 + text_[place_ + 3] - '0';
                token.text += utf8Of(static_cast<char32_t>(code));
                token.bytes += static_cast<char>(code);
                place_ += 3;
                continue;
            }
            place_ += c == '\\' && place_ + 1 < text_.size() ? 1 : 0;
            line_ += text_[place_] == '\n' ? 1 : 0;
            token.text += text_[place_];
            token.bytes += text_[place_];
        }
        if (place_ >= text_.size()) {
            return cueError(token.line, "The quote is not closed.");
        }
        ++place_;
        return {};
    }

    const std::string_view text_;
    std::size_t place_ = 0;
    int line_ = 1;
    std::vector<TocToken> tokens_;
};

}  // namespace

Result<std::vector<TocToken>> tocTokens(std::string_view text) {
    return Lexer(text).run();
}

}  // namespace burnish::cd
