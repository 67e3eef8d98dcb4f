// SPDX-License-Identifier: LGPL-2.1-or-later
// Tokens one after the other; CD-TEXT in a TOC file.
#include "cd/cd_text_charset.hpp"
#include "cd/cue_lines.hpp"
#include "cd/toc_reader.hpp"

#include <algorithm>
#include <iterator>

namespace burnish::cd {

namespace {

struct Item {
    std::string_view name;
    CdTextField field;
};
constexpr Item Items[] = {
    {"TITLE", CdTextField::Title},       {"PERFORMER", CdTextField::Performer}, {"SONGWRITER", CdTextField::Songwriter},
    {"COMPOSER", CdTextField::Composer}, {"ARRANGER", CdTextField::Arranger},   {"MESSAGE", CdTextField::Message},
    {"DISC_ID", CdTextField::DiscId},    {"CLOSED", CdTextField::Closed},       {"UPC_EAN", CdTextField::Code},
    {"ISRC", CdTextField::Code},
};

struct Encoding {
    std::string_view name;
    CdTextCharset charset;
};
constexpr Encoding Encodings[] = {
    {"ENCODING_ISO_8859_1", CdTextCharset::Latin1},
    {"ENCODING_ASCII", CdTextCharset::Ascii},
    {"ENCODING_MS_JIS", CdTextCharset::MsJis},
};

// { 0, 23, "text" } or { 0, 23, 82, 111 }: bytes.
Result<std::string> takeBinary(TocReader &reader) {
    std::string bytes;
    while (!reader.takeIf(TocToken::Kind::Close)) {
        if (reader.takeIf(TocToken::Kind::Comma)) {
            continue;
        }
        const auto number = numberOf(reader.peek().text);
        if (reader.peek().kind != TocToken::Kind::Word || !number || *number > 255) {
            return reader.wrong("a number from 0 to 255, or }");
        }
        bytes += static_cast<char>(*number);
        reader.take();
    }
    return bytes;
}

CdTextGenre genreOf(const std::string &bytes) {
    CdTextGenre genre;
    if (bytes.size() >= 2) {
        genre.code = static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[0]) << 8 |
                                                static_cast<unsigned char>(bytes[1]));
        genre.text = bytes.substr(2, bytes.find('\0', 2) - 2);
    }
    return genre;
}

}  // namespace

bool TocReader::isWord(std::string_view word) const {
    return peek().kind == TocToken::Kind::Word && peek().text == word;
}

TocToken TocReader::take() {
    TocToken token = peek();
    place_ += atEnd() ? 0 : 1;
    return token;
}

bool TocReader::takeIf(TocToken::Kind kind) {
    const bool found = peek().kind == kind;
    place_ += found && !atEnd() ? 1 : 0;
    return found;
}

bool TocReader::takeIf(std::string_view word) {
    const bool found = isWord(word);
    place_ += found ? 1 : 0;
    return found;
}

Result<TocToken> TocReader::expect(TocToken::Kind kind, const std::string &wanted) {
    return peek().kind == kind ? Result<TocToken>(take()) : Result<TocToken>(wrong(wanted));
}

Error TocReader::wrong(const std::string &wanted) const {
    const TocToken &token = peek();
    const std::string found = atEnd()              ? "The file ends"
                              : token.text.empty() ? "A sign stands"
                                                   : "\"" + token.text + "\" stands";
    return cueError(token.line, found + " where " + wanted + " belongs.");
}

Result<void> TocText::takeMap(TocReader &reader) {
    TRY(reader.expect(TocToken::Kind::Open, "{"));
    while (!reader.takeIf(TocToken::Kind::Close)) {
        TRY_ASSIGN(const TocToken word, reader.expect(TocToken::Kind::Word, "a language's number"));
        std::string number = word.text, code;
        if (const std::size_t colon = number.find(':'); colon != std::string::npos) {  // 0:9
            code = number.substr(colon + 1);
            number.resize(colon);
        } else {
            TRY(reader.expect(TocToken::Kind::Colon, ":"));
            TRY_ASSIGN(const TocToken value, reader.expect(TocToken::Kind::Word, "a language's code, or EN"));
            code = value.text;
        }
        const auto place = numberOf(number), language = code == "EN" ? std::optional(9) : numberOf(code);
        if (!place || *place > 7 || !language || *language > 255) {
            return cueError(word.line,
                            "LANGUAGE_MAP takes numbers from 0 to 7, each with a code from 0 to 255 or EN, such as "
                            "0 : EN.");
        }
        languages_[*place] = *language;
    }
    return {};
}

Result<void> TocText::takeItem(TocReader &reader, const TocToken &name, int track, CdTextBlock &block,
                               std::vector<std::string> &warnings) {
    const bool binary = reader.takeIf(TocToken::Kind::Open);
    std::string bytes;
    TocToken text;
    if (binary) {
        TRY_ASSIGN(bytes, takeBinary(reader));
    } else {
        TRY_ASSIGN(text, reader.expect(TocToken::Kind::String, "a text in quotes, or bytes in braces"));
    }
    const auto *item =
        std::find_if(std::begin(Items), std::end(Items), [&](const Item &row) { return row.name == name.text; });
    if (name.text == "GENRE" && track == 0) {
        block.genre = genreOf(binary ? bytes : text.bytes);
    } else if (item != std::end(Items) && !binary) {
        const bool wide = block.charset == CdTextCharset::MsJis && static_cast<std::uint8_t>(item->field) <= 0x85;
        TRY_ASSIGN(std::string value, wide ? decodeText(text.bytes, block.charset) : Result<std::string>(text.text));
        if (!value.empty()) {
            block.text[item->field][track] = std::move(value);
        }
    } else if (name.text != "SIZE_INFO" && !name.text.starts_with("TOC_INFO")) {
        warnings.push_back(
            atLine(name.line, "\"" + name.text + "\" was passed over: it is no CD-TEXT that is known here."));
    }
    return {};
}

Result<void> TocText::takeLanguage(TocReader &reader, int track, std::vector<std::string> &warnings) {
    TRY_ASSIGN(const TocToken word, reader.expect(TocToken::Kind::Word, "a language's number"));
    const auto number = numberOf(word.text);
    if (!number || *number > 7) {
        return cueError(word.line, "LANGUAGE takes a number from 0 to 7, one of the LANGUAGE_MAP.");
    }
    TRY(reader.expect(TocToken::Kind::Open, "{"));
    CdTextBlock &block = blocks_[*number];
    while (!reader.takeIf(TocToken::Kind::Close)) {
        TRY_ASSIGN(const TocToken name, reader.expect(TocToken::Kind::Word, "a kind of text, such as TITLE, or }"));
        const auto *encoding = std::find_if(std::begin(Encodings), std::end(Encodings),
                                            [&](const Encoding &row) { return row.name == name.text; });
        if (encoding != std::end(Encodings)) {
            block.charset = encoding->charset;
            continue;
        }
        TRY(takeItem(reader, name, track, block, warnings));
    }
    return {};
}

Result<void> TocText::take(TocReader &reader, int track, std::vector<std::string> &warnings) {
    TRY(reader.expect(TocToken::Kind::Open, "{"));
    while (!reader.takeIf(TocToken::Kind::Close)) {
        if (reader.takeIf("LANGUAGE_MAP")) {
            TRY(takeMap(reader));
        } else if (reader.takeIf("LANGUAGE")) {
            TRY(takeLanguage(reader, track, warnings));
        } else {
            return reader.wrong("LANGUAGE_MAP, LANGUAGE or }");
        }
    }
    return {};
}

std::vector<CdTextBlock> TocText::blocks() const {
    std::vector<CdTextBlock> result;
    for (const auto &[number, block] : blocks_) {
        const auto language = languages_.find(number);
        if (language != languages_.end()) {
            result.push_back(block);
            result.back().language = static_cast<std::uint8_t>(language->second);
        }
    }
    return result;
}

}  // namespace burnish::cd
