// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading a cue sheet, line after line. What stands there in place of something that must be is an error; what is said
// beside it and not understood is a warning.
#include "cd/cue_sheet.hpp"

#include "cd/cd_text_names.hpp"
#include "cd/cue_lines.hpp"
#include "cd/identifiers.hpp"
#include "cd/unicode.hpp"

#include <algorithm>

namespace burnish::cd {

namespace {

constexpr int MostTracks = 99, LastIndex = 99;

struct TrackType {
    std::string_view name;
    SectorType type;
    std::size_t sectorBytes;
};
// MODE2 sectors with their sub-headers are taken as they are: mode 2 formless.
constexpr TrackType TrackTypes[] = {
    {"AUDIO", SectorType::Audio, 2352},
    {"CDG", SectorType::Audio, 2448},
    {"MODE1/2048", SectorType::Mode1, 2048},
    {"MODE1/2352", SectorType::Mode1, 2352},
    {"MODE2/2048", SectorType::Mode2Form1, 2048},
    {"MODE2/2336", SectorType::Mode2Formless, 2336},
    {"MODE2/2352", SectorType::Mode2Formless, 2352},
    {"CDI/2336", SectorType::Mode2Formless, 2336},
    {"CDI/2352", SectorType::Mode2Formless, 2352},
};

struct TextCommand {
    std::string_view name;
    CdTextField field;
    bool asRemark;  // some programs write it behind REM
};
constexpr TextCommand TextCommands[] = {
    {"TITLE", CdTextField::Title, false},          {"PERFORMER", CdTextField::Performer, false},
    {"SONGWRITER", CdTextField::Songwriter, true}, {"COMPOSER", CdTextField::Composer, true},
    {"ARRANGER", CdTextField::Arranger, true},     {"MESSAGE", CdTextField::Message, false},
    {"DISC_ID", CdTextField::DiscId, false},       {"UPC_EAN", CdTextField::Code, false},
};

const TextCommand *textCommand(const std::string &name) {
    const auto *found = std::find_if(std::begin(TextCommands), std::end(TextCommands),
                                     [&](const TextCommand &row) { return row.name == name; });
    return found == std::end(TextCommands) ? nullptr : found;
}

std::string quoted(const std::string &text) {
    return "\"" + text + "\"";
}

// What programs write where a disc has no number.
bool isBlankNumber(const std::string &text) {
    return text.find_first_not_of("0- ") == std::string::npos;
}

class Parser {
public:
    Result<CueSheet> run(std::string_view text);

private:
    Result<void> take(const CueLine &line);
    Result<void> takeCatalog(const CueLine &line);
    Result<void> takeCdTextFile(const CueLine &line);
    Result<void> takeFile(const CueLine &line);
    Result<void> takeFlags(const CueLine &line);
    Result<void> takeIndex(const CueLine &line);
    Result<void> takeIsrc(const CueLine &line);
    Result<void> takeGap(const CueLine &line);
    Result<void> takeTrack(const CueLine &line);
    Result<void> takeText(const CueLine &line, CdTextField field);
    Result<void> takeGenre(const CueLine &line);
    Result<void> takeRemark(const CueLine &line);
    Result<void> checkIndex(const CueLine &line, const CueTrack &track, const CueIndex &index);
    Result<void> checkUsed(const CueFile &file) const;
    Result<void> closeTrack();
    Result<void> finish();
    Result<CueTrack *> inTrack(const CueLine &line);
    Result<std::string> textOf(const CueLine &line);

    void warn(int line, const std::string &what) { sheet_.warnings.push_back(atLine(line, what)); }
    [[nodiscard]] CueTrack *track() { return sheet_.tracks.empty() ? nullptr : &sheet_.tracks.back(); }

    CueSheet sheet_;
    bool fileUsed_ = true;  // the last file has an index
};

Result<CueSheet> Parser::run(std::string_view text) {
    int last = 1;
    for (const CueLine &line : cueLines(text)) {
        last = line.number;
        TRY(take(line));
    }
    if (sheet_.tracks.empty()) {
        return cueError(last, "The sheet ends without a track; after FILE belongs \"TRACK 01 AUDIO\".");
    }
    TRY(finish());
    return std::move(sheet_);
}

Result<void> Parser::take(const CueLine &line) {
    using Take = Result<void> (Parser::*)(const CueLine &);
    static constexpr std::pair<std::string_view, Take> Commands[] = {
        {"CATALOG", &Parser::takeCatalog}, {"CDTEXTFILE", &Parser::takeCdTextFile}, {"FILE", &Parser::takeFile},
        {"FLAGS", &Parser::takeFlags},     {"INDEX", &Parser::takeIndex},           {"ISRC", &Parser::takeIsrc},
        {"PREGAP", &Parser::takeGap},      {"POSTGAP", &Parser::takeGap},           {"TRACK", &Parser::takeTrack},
        {"REM", &Parser::takeRemark},      {"GENRE", &Parser::takeGenre},
    };
    if (line.command.find('\0') != std::string::npos || line.arguments.find('\0') != std::string::npos) {
        return cueError(line.number, "There are zero bytes: this is no cue sheet, but something else.");
    }
    if (line.command.empty()) {
        return {};
    }
    for (const auto &[name, function] : Commands) {
        if (name == line.command) {
            return (this->*function)(line);
        }
    }
    if (const TextCommand *command = textCommand(line.command)) {
        return takeText(line, command->field);
    }
    warn(line.number, quoted(line.command) + " is no command of a cue sheet; it was passed over.");
    return {};
}

Result<CueTrack *> Parser::inTrack(const CueLine &line) {
    if (track() == nullptr) {
        return cueError(line.number, line.command + " comes before the first TRACK; it belongs behind one.");
    }
    return track();
}

Result<std::string> Parser::textOf(const CueLine &line) {
    auto text = unquoted(line.arguments);
    if (!text) {
        return cueError(line.number, "The quote behind " + line.command + " is not closed.");
    }
    return std::move(*text);
}

// A number that discs have wrong often enough is no reason not to burn the music.
Result<void> Parser::takeCatalog(const CueLine &line) {
    TRY_ASSIGN(std::string number, textOf(line));
    if (number.size() == 12) {
        number.insert(0, "0");  // UPC: the same bar code, one digit less
    }
    if (isBlankNumber(number)) {
        return {};
    }
    if (const auto checked = checkMediaCatalogNumber(number); !checked.ok()) {
        warn(line.number, checked.error().message + " CATALOG was passed over.");
        return {};
    }
    sheet_.catalog = number;
    return {};
}

Result<void> Parser::takeCdTextFile(const CueLine &line) {
    TRY_ASSIGN(sheet_.cdTextFile, textOf(line));
    return {};
}

Result<void> Parser::checkUsed(const CueFile &file) const {
    if (!fileUsed_) {
        return cueError(file.line, "Nothing starts in the file " + quoted(file.name) +
                                       "; behind FILE belong TRACK and INDEX, or the line does not belong there.");
    }
    return {};
}

Result<void> Parser::takeFile(const CueLine &line) {
    if (!sheet_.files.empty()) {
        TRY(checkUsed(sheet_.files.back()));
    }
    auto name = nameAndRest(line.arguments);
    if (!name || name->name.empty()) {
        return cueError(line.number, "FILE needs a name in quotes and a format: FILE \"album.wav\" WAVE.");
    }
    CueFile file{name->name, upperCase(takeWord(name->rest)), line.number, 0, {}};
    if (file.format.empty()) {
        file.format = "WAVE";
        warn(line.number, "FILE has no format; it is taken as WAVE.");
    }
    sheet_.files.push_back(std::move(file));
    fileUsed_ = false;
    return {};
}

Result<void> Parser::closeTrack() {
    CueTrack *last = track();
    if (last == nullptr) {
        return {};
    }
    const auto first =
        std::find_if(last->indexes.begin(), last->indexes.end(), [](auto &index) { return index.number == 1; });
    if (first == last->indexes.end()) {
        return cueError(last->line, "Track " + std::to_string(last->number) +
                                        " has no INDEX 01; it says where the track starts, such as INDEX 01 00:00:00.");
    }
    last->file = first->file;
    return {};
}

Result<void> Parser::takeTrack(const CueLine &line) {
    TRY(closeTrack());
    std::string rest = line.arguments;
    const auto number = numberOf(takeWord(rest));
    const std::string name = upperCase(takeWord(rest));
    const auto *type = std::find_if(std::begin(TrackTypes), std::end(TrackTypes),
                                    [&](const TrackType &row) { return row.name == name; });
    if (!number || type == std::end(TrackTypes)) {
        return cueError(line.number,
                        "TRACK needs a number and a type, such as TRACK 01 AUDIO; types are AUDIO, CDG, MODE1/2048, "
                        "MODE1/2352, MODE2/2048, MODE2/2336, MODE2/2352, CDI/2336 and CDI/2352.");
    }
    if (sheet_.files.empty()) {
        return cueError(line.number, "TRACK comes before the first FILE; it belongs behind one.");
    }
    const int expected = track() != nullptr ? track()->number + 1 : *number;
    if (*number < 1 || *number > MostTracks || *number != expected) {
        return cueError(line.number, "Track " + std::to_string(*number) + " cannot come here; " +
                                         (track() != nullptr ? std::to_string(expected) : "1") +
                                         " belongs there, and 99 is the last.");
    }
    CueTrack added;
    added.number = *number;
    added.type = type->type;
    added.sectorBytes = type->sectorBytes;
    added.line = line.number;
    sheet_.tracks.push_back(std::move(added));
    return {};
}

Result<void> Parser::takeFlags(const CueLine &line) {
    TRY_ASSIGN(CueTrack * track, inTrack(line));
    std::string rest = line.arguments;
    while (!rest.empty()) {
        const std::string flag = upperCase(takeWord(rest));
        if (flag == "PRE") {
            track->preEmphasis = true;
        } else if (flag == "DCP") {
            track->copyPermitted = true;
        } else if (flag == "SCMS") {
            track->scms = true;
        } else if (flag == "4CH") {
            track->fourChannels = true;
        } else if (flag != "DATA") {  // the track's type says so
            warn(line.number, quoted(flag) + " is no flag (PRE, DCP, 4CH, SCMS); it was passed over.");
        }
    }
    return {};
}

Result<void> Parser::checkIndex(const CueLine &line, const CueTrack &track, const CueIndex &index) {
    const int expected = track.indexes.empty() ? index.number : track.indexes.back().number + 1;
    if (index.number > LastIndex || index.number != expected || (track.indexes.empty() && index.number > 1)) {
        return cueError(line.number, "INDEX " + std::to_string(index.number) + " cannot come here; " +
                                         (track.indexes.empty() ? "0 or 1" : std::to_string(expected)) +
                                         " belongs there, and 99 is the last.");
    }
    const CueIndex *before = nullptr;
    for (const CueTrack &other : sheet_.tracks) {
        before = other.indexes.empty() ? before : &other.indexes.back();
    }
    if (before == nullptr || before->file != index.file) {
        return {};
    }
    // An empty pre-gap is one that is not there; anything else needs room.
    const bool mayTouch = index.number == 1 && !track.indexes.empty();
    if (index.offset < before->offset || (index.offset == before->offset && !mayTouch)) {
        return cueError(line.number, "INDEX " + std::to_string(index.number) + " at " + timeOfSectors(index.offset) +
                                         " does not lie behind the index before it, at " +
                                         timeOfSectors(before->offset) + ".");
    }
    return {};
}

Result<void> Parser::takeIndex(const CueLine &line) {
    TRY_ASSIGN(CueTrack * track, inTrack(line));
    std::string rest = line.arguments;
    const auto number = numberOf(takeWord(rest));
    const auto time = sectorsOfTime(takeWord(rest));
    if (!number || !time || !rest.empty()) {
        return cueError(line.number,
                        "INDEX needs a number and a time in minutes, seconds below 60 and frames below 75, such "
                        "as INDEX 01 03:25:74.");
    }
    const CueIndex index{*number, sheet_.files.size() - 1, *time};
    TRY(checkIndex(line, *track, index));
    if (!track->indexes.empty() && index.number == 1 && track->indexes.back().file == index.file &&
        track->indexes.back().offset == index.offset) {
        track->indexes.clear();
    }
    track->indexes.push_back(index);
    fileUsed_ = true;
    return {};
}

Result<void> Parser::takeIsrc(const CueLine &line) {
    TRY_ASSIGN(CueTrack * track, inTrack(line));
    TRY_ASSIGN(const std::string text, textOf(line));
    if (isBlankNumber(text)) {
        return {};
    }
    auto isrc = normalizedIsrc(text);
    if (!isrc.ok()) {
        warn(line.number, isrc.error().message + " ISRC was passed over.");
        return {};
    }
    track->isrc = std::move(*isrc);
    return {};
}

Result<void> Parser::takeGap(const CueLine &line) {
    TRY_ASSIGN(CueTrack * track, inTrack(line));
    const auto time = sectorsOfTime(line.arguments);
    if (!time) {
        return cueError(line.number, line.command +
                                         " needs a time in minutes, seconds below 60 and frames below 75, such as " +
                                         line.command + " 00:02:00.");
    }
    if (line.command == "PREGAP" && !track->indexes.empty()) {
        return cueError(line.number, "PREGAP comes behind INDEX; it belongs before the track's first INDEX.");
    }
    if (line.command == "POSTGAP" && track->indexes.empty()) {
        return cueError(line.number, "POSTGAP comes before INDEX; it belongs behind the track's last INDEX.");
    }
    (line.command == "PREGAP" ? track->pregap : track->postgap) = *time;
    return {};
}

Result<void> Parser::takeText(const CueLine &line, CdTextField field) {
    TRY_ASSIGN(std::string text, textOf(line));
    auto &texts = track() != nullptr ? track()->text : sheet_.text;
    if (text.empty()) {
        return {};
    }
    if (texts.contains(field)) {
        warn(line.number, line.command + " comes a second time; it stands for the first one.");
    }
    texts[field] = std::move(text);
    return {};
}

Result<void> Parser::takeGenre(const CueLine &line) {
    TRY_ASSIGN(std::string genre, textOf(line));
    if (track() == nullptr && !genre.empty()) {
        sheet_.genre = std::move(genre);
    }
    return {};
}

// A remark may say anything in any way: nothing in it is an error.
Result<void> Parser::takeRemark(const CueLine &line) {
    std::string rest = line.arguments;
    const std::string key = upperCase(takeWord(rest));
    const std::string value = unquoted(rest).value_or(rest);
    if (key.empty()) {
        return {};
    }
    (track() != nullptr ? track()->remarks : sheet_.remarks).emplace_back(key, value);
    if (key == "GENRE" && track() == nullptr && sheet_.genre.empty()) {
        sheet_.genre = value;
    }
    const TextCommand *command = textCommand(key);
    if (command != nullptr && command->asRemark && !value.empty()) {
        (track() != nullptr ? track()->text : sheet_.text).emplace(command->field, value);
    }
    return {};
}

Result<void> Parser::finish() {
    TRY(closeTrack());
    return checkUsed(sheet_.files.back());
}

CdTextGenre genreOf(const std::string &words) {
    // Words that name a genre of the list need not be said again.
    const std::uint16_t code = genreCode(words);
    return {code, code != 0 ? std::string(genreName(code)) : words};
}

bool hasText(const CueSheet &sheet) {
    return !sheet.text.empty() || std::any_of(sheet.tracks.begin(), sheet.tracks.end(),
                                              [](const CueTrack &track) { return !track.text.empty(); });
}

void addCodes(const CueSheet &sheet, CdTextBlock &block) {
    auto &codes = block.text[CdTextField::Code];
    if (!sheet.catalog.empty()) {
        codes.emplace(0, sheet.catalog);
    }
    for (const CueTrack &track : sheet.tracks) {
        if (!track.isrc.empty()) {
            codes.emplace(track.number, track.isrc);
        }
    }
}

}  // namespace

std::vector<CdTextBlock> cdTextOf(const CueSheet &sheet) {
    if (!sheet.cdText.empty() || !hasText(sheet)) {
        return sheet.cdText;
    }
    CdTextBlock block;
    for (const auto &[field, text] : sheet.text) {
        block.text[field][0] = text;
    }
    for (const CueTrack &track : sheet.tracks) {
        for (const auto &[field, text] : track.text) {
            block.text[field][track.number] = text;
        }
    }
    addCodes(sheet, block);
    block.genre = genreOf(sheet.genre);
    return {std::move(block)};
}

Result<CueSheet> parseCueSheet(std::string_view bytes) {
    const auto text = textOfFile(bytes);
    if (!text) {
        return cueError(1, "The file starts like UTF-16 and is damaged; get it anew, or save it as UTF-8.");
    }
    return Parser().run(*text);
}

}  // namespace burnish::cd
