// SPDX-License-Identifier: LGPL-2.1-or-later
// What the parts of the TOC file parser share: going from token to token, and CD-TEXT blocks.
#pragma once

#include "cd/cd_text.hpp"
#include "cd/toc_tokens.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace burnish::cd {

class TocReader {
public:
    explicit TocReader(std::vector<TocToken> tokens) : tokens_(std::move(tokens)) {}

    [[nodiscard]] const TocToken &peek() const { return tokens_[place_]; }
    [[nodiscard]] bool atEnd() const { return peek().kind == TocToken::Kind::End; }
    [[nodiscard]] bool isWord(std::string_view word) const;
    TocToken take();
    [[nodiscard]] bool takeIf(TocToken::Kind kind);
    [[nodiscard]] bool takeIf(std::string_view word);
    // wanted: what belongs there, for the error.
    [[nodiscard]] Result<TocToken> expect(TocToken::Kind kind, const std::string &wanted);
    [[nodiscard]] Error wrong(const std::string &wanted) const;

private:
    const std::vector<TocToken> tokens_;
    std::size_t place_ = 0;
};

// CD_TEXT { ... } of the disc (track 0), with its map of languages, and of tracks.
class TocText {
public:
    // Behind the word CD_TEXT.
    [[nodiscard]] Result<void> take(TocReader &reader, int track, std::vector<std::string> &warnings);
    // The languages that the map names.
    [[nodiscard]] std::vector<CdTextBlock> blocks() const;

private:
    [[nodiscard]] Result<void> takeMap(TocReader &reader);
    [[nodiscard]] Result<void> takeLanguage(TocReader &reader, int track, std::vector<std::string> &warnings);
    [[nodiscard]] Result<void> takeItem(TocReader &reader, const TocToken &name, int track, CdTextBlock &block,
                                        std::vector<std::string> &warnings);

    std::map<int, int> languages_;  // number in the file: code
    std::map<int, CdTextBlock> blocks_;
};

}  // namespace burnish::cd
