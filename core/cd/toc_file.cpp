// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading a TOC file: each piece of a track becomes a file of the sheet, or as much silence.
#include "cd/toc_file.hpp"

#include "cd/cue_lines.hpp"
#include "cd/identifiers.hpp"
#include "cd/toc_reader.hpp"
#include "cd/unicode.hpp"

#include <algorithm>
#include <iterator>

namespace burnish::cd {

namespace {

constexpr std::int32_t FirstPregap = 150;  // that every disc has, and no TOC file says
constexpr std::uint64_t SampleBytes = 4;
constexpr std::size_t SubChannelBytes = 96;

struct Mode {
    std::string_view name;
    SectorType type;
    std::size_t sectorBytes;
};
constexpr Mode Modes[] = {
    {"AUDIO", SectorType::Audio, 2352},
    {"MODE0", SectorType::ModeZero, 2336},
    {"MODE1", SectorType::Mode1, 2048},
    {"MODE1_RAW", SectorType::Mode1, 2352},
    {"MODE2", SectorType::Mode2Formless, 2336},
    {"MODE2_RAW", SectorType::Mode2Formless, 2352},
    {"MODE2_FORM1", SectorType::Mode2Form1, 2048},
    {"MODE2_FORM2", SectorType::Mode2Form2, 2324},
    {"MODE2_FORM_MIX", SectorType::Mode2Formless, 2336},
};

const Mode *modeNamed(const std::string &name) {
    const auto *found =
        std::find_if(std::begin(Modes), std::end(Modes), [&](const Mode &row) { return row.name == name; });
    return found == std::end(Modes) ? nullptr : found;
}

// Everything else is samples without a header, for cdrdao as for us.
bool isAudioFile(const std::string &name) {
    const std::string upper = upperCase(name);
    constexpr std::string_view Suffixes[] = {".WAV", ".FLAC", ".AIFF", ".AIF", ".MP3", ".OGG"};
    return std::any_of(std::begin(Suffixes), std::end(Suffixes),
                       [&](std::string_view suffix) { return upper.ends_with(suffix); });
}

class Parser {
public:
    explicit Parser(std::vector<TocToken> tokens) : reader_(std::move(tokens)) {}

    Result<CueSheet> run();

private:
    Result<void> takeHeader();
    Result<void> takeTrack();
    Result<bool> takeFlag();
    Result<void> takePieces();
    Result<void> takeAudioFile();
    Result<void> takeDataFile();
    Result<void> takeSilence();
    Result<void> takeStart();
    Result<void> takePregap();
    Result<void> takeIndexes();
    Result<void> takeIsrc();
    Result<void> takeCatalog();
    Result<std::int32_t> takeTime(const std::string &what);
    Result<CueIndex> walk(int number, std::size_t file, std::int32_t offset, std::int32_t distance, int line) const;
    std::uint64_t takeOffset();
    std::optional<std::uint64_t> takeLength();

    CueTrack &track() { return sheet_.tracks.back(); }
    [[nodiscard]] std::uint64_t unit() const { return sourceBytes(sheet_.tracks.back().type); }

    TocReader reader_;
    CueSheet sheet_;
    TocText text_;
    std::size_t firstPiece_ = 0;
};

Result<CueSheet> Parser::run() {
    TRY(takeHeader());
    while (!reader_.atEnd()) {
        TRY(takeTrack());
    }
    if (sheet_.tracks.empty()) {
        return reader_.wrong("TRACK AUDIO or another track");
    }
    sheet_.cdText = text_.blocks();
    return std::move(sheet_);
}

Result<void> Parser::takeCatalog() {
    TRY_ASSIGN(const TocToken number, reader_.expect(TocToken::Kind::String, "a catalogue number in quotes"));
    if (const auto checked = checkMediaCatalogNumber(number.text); !checked.ok()) {
        sheet_.warnings.push_back(atLine(number.line, checked.error().message + " CATALOG was passed over."));
        return {};
    }
    sheet_.catalog = number.text;
    return {};
}

Result<void> Parser::takeHeader() {
    while (!reader_.isWord("TRACK") && !reader_.atEnd()) {
        if (reader_.takeIf("CATALOG")) {
            TRY(takeCatalog());
        } else if (reader_.takeIf("CD_TEXT")) {
            TRY(text_.take(reader_, 0, sheet_.warnings));
        } else if (!reader_.takeIf("CD_DA") && !reader_.takeIf("CD_ROM") && !reader_.takeIf("CD_ROM_XA") &&
                   !reader_.takeIf("CD_I")) {
            return reader_.wrong("CD_DA, CD_ROM, CD_ROM_XA, CD_I, CATALOG, CD_TEXT or TRACK");
        }
    }
    return {};
}

Result<void> Parser::takeTrack() {
    if (!reader_.isWord("TRACK")) {
        return reader_.wrong("TRACK");
    }
    const int line = reader_.take().line;
    const Mode *mode = modeNamed(reader_.peek().text);
    if (mode == nullptr) {
        return reader_.wrong("a kind of track (AUDIO, MODE1, MODE1_RAW, MODE2, MODE2_RAW, MODE2_FORM1, ...)");
    }
    reader_.take();
    CueTrack added;
    added.number = static_cast<int>(sheet_.tracks.size()) + 1;
    added.type = mode->type;
    added.sectorBytes = mode->sectorBytes;
    added.line = line;
    if (reader_.takeIf("RW") || reader_.takeIf("RW_RAW")) {
        added.sectorBytes += SubChannelBytes;
    }
    if (added.number > 99) {
        return cueError(line, "There are more tracks than the 99 that a disc can have.");
    }
    sheet_.tracks.push_back(std::move(added));
    firstPiece_ = sheet_.files.size();
    while (true) {
        TRY_ASSIGN(const bool taken, takeFlag());
        if (!taken) {
            break;
        }
    }
    TRY(takePieces());
    return takeIndexes();
}

Result<void> Parser::takeIsrc() {
    TRY_ASSIGN(const TocToken text, reader_.expect(TocToken::Kind::String, "an ISRC in quotes"));
    auto isrc = normalizedIsrc(text.text);
    if (!isrc.ok()) {
        sheet_.warnings.push_back(atLine(text.line, isrc.error().message + " ISRC was passed over."));
        return {};
    }
    track().isrc = std::move(*isrc);
    return {};
}

Result<bool> Parser::takeFlag() {
    if (reader_.takeIf("ISRC")) {
        TRY(takeIsrc());
    } else if (reader_.takeIf("CD_TEXT")) {
        TRY(text_.take(reader_, track().number, sheet_.warnings));
    } else if (reader_.takeIf("COPY")) {
        track().copyPermitted = true;
    } else if (reader_.takeIf("PRE_EMPHASIS")) {
        track().preEmphasis = true;
    } else if (reader_.takeIf("FOUR_CHANNEL_AUDIO")) {
        track().fourChannels = true;
    } else if (reader_.takeIf("NO")) {
        if (!reader_.takeIf("COPY") && !reader_.takeIf("PRE_EMPHASIS")) {
            return reader_.wrong("COPY or PRE_EMPHASIS");
        }
    } else if (!reader_.takeIf("TWO_CHANNEL_AUDIO")) {
        return false;
    }
    return true;
}

Result<std::int32_t> Parser::takeTime(const std::string &what) {
    const auto time = sectorsOfTime(reader_.peek().text);
    if (reader_.peek().kind != TocToken::Kind::Word || !time) {
        return reader_.wrong("a time of " + what + ", such as 00:02:00,");
    }
    reader_.take();
    return *time;
}

// #1234: bytes into the file.
std::uint64_t Parser::takeOffset() {
    const std::string &word = reader_.peek().text;
    const auto number = word.starts_with('#') ? numberOf(std::string_view(word).substr(1)) : std::nullopt;
    if (!number) {
        return 0;
    }
    reader_.take();
    return static_cast<std::uint64_t>(*number);
}

// A time, or a number: samples of audio, else bytes of the file. In bytes that the track takes.
std::optional<std::uint64_t> Parser::takeLength() {
    if (reader_.peek().kind != TocToken::Kind::Word) {
        return std::nullopt;
    }
    const auto time = sectorsOfTime(reader_.peek().text);
    const auto number = numberOf(reader_.peek().text);
    if (!time && !number) {
        return std::nullopt;
    }
    reader_.take();
    if (time) {
        return static_cast<std::uint64_t>(*time) * unit();
    }
    const auto count = static_cast<std::uint64_t>(*number);
    return isAudio(track().type) ? count * SampleBytes : count / track().sectorBytes * unit();
}

Result<void> Parser::takeAudioFile() {
    const int line = reader_.take().line;
    TRY_ASSIGN(const TocToken name, reader_.expect(TocToken::Kind::String, "a file's name in quotes"));
    CueFile file;
    file.name = name.bytes;
    file.line = line;
    const bool swapped = reader_.takeIf("SWAP");
    file.format = isAudioFile(name.text) ? "WAVE" : swapped ? "BINARY" : "MOTOROLA";
    if (file.name == "-" || (swapped && file.format == "WAVE")) {
        return cueError(line,
                        "Files in the other byte order and standard input cannot be burned; name a file of samples.");
    }
    file.start = takeOffset();
    const auto start = takeLength();
    if (!start) {
        return reader_.wrong("the place where the file's part starts, such as 0,");
    }
    file.start += *start;
    file.length = takeLength();
    if (file.length == 0U) {
        file.length.reset();
    }
    sheet_.files.push_back(std::move(file));
    return {};
}

Result<void> Parser::takeDataFile() {
    const int line = reader_.take().line;
    TRY_ASSIGN(const TocToken name, reader_.expect(TocToken::Kind::String, "a file's name in quotes"));
    CueFile file{name.bytes, "BINARY", line, takeOffset() / track().sectorBytes * unit(), takeLength()};
    sheet_.files.push_back(std::move(file));
    return {};
}

Result<void> Parser::takeSilence() {
    const TocToken word = reader_.take();
    if (word.text == "ZERO") {
        if (modeNamed(reader_.peek().text) != nullptr) {
            reader_.take();
        }
        if (!reader_.takeIf("RW")) {
            (void)reader_.takeIf("RW_RAW");
        }
    }
    const auto length = takeLength();
    if (!length) {
        return reader_.wrong("a length, such as 00:02:00,");
    }
    sheet_.files.push_back({{}, "SILENCE", word.line, 0, *length});
    return {};
}

// From a place in a piece so many sectors on.
Result<CueIndex> Parser::walk(int number, std::size_t file, std::int32_t offset, std::int32_t distance,
                              int line) const {
    std::uint64_t rest = static_cast<std::uint64_t>(offset + distance) * unit();
    while (file < sheet_.files.size() && sheet_.files[file].length && rest >= *sheet_.files[file].length) {
        rest -= *sheet_.files[file++].length;
    }
    if (file >= sheet_.files.size()) {
        return cueError(line, timeOfSectors(distance) + " lies behind the end of the track.");
    }
    return CueIndex{number, file, static_cast<std::int32_t>(rest / unit())};
}

Result<void> Parser::takeStart() {
    const int line = reader_.take().line;
    if (!track().indexes.empty() || track().pregap != 0) {
        return cueError(line, "The track has a second START; a track has one, or PREGAP.");
    }
    std::int32_t length = -1;
    if (sectorsOfTime(reader_.peek().text)) {
        TRY_ASSIGN(length, takeTime("the pre-gap"));
    }
    if (length == 0 || sheet_.files.size() == firstPiece_) {
        return {};
    }
    track().indexes = {{0, firstPiece_, 0}};
    if (length < 0) {
        track().indexes.push_back({1, sheet_.files.size(), 0});
        return {};
    }
    TRY_ASSIGN(const CueIndex index, walk(1, firstPiece_, 0, length, line));
    track().indexes.push_back(index);
    return {};
}

Result<void> Parser::takePregap() {
    const int line = reader_.take().line;
    if (sheet_.files.size() != firstPiece_) {
        return cueError(line, "PREGAP comes behind the track's first piece; it belongs before it.");
    }
    TRY_ASSIGN(track().pregap, takeTime("the pre-gap"));
    track().pregap += track().number == 1 ? FirstPregap : 0;
    return {};
}

Result<void> Parser::takePieces() {
    while (true) {
        if (reader_.isWord("FILE") || reader_.isWord("AUDIOFILE")) {
            TRY(isAudio(track().type) ? takeAudioFile() : takeDataFile());
        } else if (reader_.isWord("DATAFILE")) {
            TRY(takeDataFile());
        } else if (reader_.isWord("SILENCE") || reader_.isWord("ZERO")) {
            TRY(takeSilence());
        } else if (reader_.isWord("START")) {
            TRY(takeStart());
        } else if (reader_.isWord("PREGAP")) {
            TRY(takePregap());
        } else {
            break;
        }
    }
    const bool complete = reader_.isWord("INDEX") || reader_.isWord("TRACK") || reader_.atEnd();
    const std::size_t needed = track().indexes.empty() ? firstPiece_ : track().indexes.back().file;
    if (!complete || sheet_.files.size() <= needed) {
        return reader_.wrong("FILE, AUDIOFILE, DATAFILE, SILENCE, ZERO or another part of a track");
    }
    if (track().indexes.empty()) {
        track().indexes = {{1, firstPiece_, 0}};
    }
    track().file = track().indexes.back().file;
    return {};
}

Result<void> Parser::takeIndexes() {
    const CueIndex start = track().indexes.back();
    while (reader_.isWord("INDEX")) {
        const int line = reader_.take().line;
        TRY_ASSIGN(const std::int32_t time, takeTime("the index"));
        TRY_ASSIGN(const CueIndex index, walk(track().indexes.back().number + 1, start.file, start.offset, time, line));
        const CueIndex &before = track().indexes.back();
        const bool ascends = index.file > before.file || (index.file == before.file && index.offset > before.offset);
        if (index.number > 99 || !ascends) {
            return cueError(line, "The index does not lie behind the one before it, or there are more than 99.");
        }
        track().indexes.push_back(index);
    }
    return {};
}

}  // namespace

// The words that a TOC file starts with, and the one that has numbers in cue sheets only.
bool looksLikeTocFile(std::string_view bytes) {
    const auto text = textOfFile(bytes);
    if (!text) {
        return false;
    }
    for (const CueLine &line : cueLines(*text)) {
        std::string rest = line.arguments;
        const std::string next = takeWord(rest);
        if (line.command == "CD_DA" || line.command.starts_with("CD_ROM") || line.command == "CD_I" ||
            line.command == "CD_TEXT") {
            return true;
        }
        if (line.command == "FILE" || line.command == "TRACK") {
            return line.command == "TRACK" && modeNamed(next) != nullptr;
        }
    }
    return false;
}

Result<CueSheet> parseTocFile(std::string_view bytes) {
    const auto text = textOfFile(bytes);
    if (!text) {
        return cueError(1, "The file starts like UTF-16 and is damaged; get it anew, or save it as UTF-8.");
    }
    TRY_ASSIGN(auto tokens, tocTokens(*text));
    return Parser(std::move(tokens)).run();
}

}  // namespace burnish::cd
