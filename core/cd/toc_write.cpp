// SPDX-License-Identifier: LGPL-2.1-or-later
// Writing a TOC file: each track with the pieces of files that it is made of.
#include "cd/cd_text_charset.hpp"
#include "cd/cue_lines.hpp"
#include "cd/toc_file.hpp"
#include "cd/unicode.hpp"

#include <algorithm>
#include <cstdio>

namespace burnish::cd {

namespace {

constexpr std::int32_t FirstPregap = 150;  // that every disc has, and no TOC file says
constexpr std::int32_t SectorSamples = 588;

std::string octal(unsigned char byte) {
    char text[8];
    std::snprintf(text, sizeof text, "\\%03o", byte);
    return text;
}

// Bytes that are no ASCII, and what would end the string, by number.
std::string quoted(const std::string &bytes, bool utf8) {
    std::string text = "\"";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            text += octal(byte);
        } else {
            text += byte < 0x20 || (byte >= 0x7F && !utf8) ? octal(byte) : std::string(1, c);
        }
    }
    return text + "\"";
}

const char *modeOf(const CueTrack &track) {
    switch (track.type) {
        case SectorType::ModeZero:
            return "MODE0";
        case SectorType::Mode1:
            return track.sectorBytes == SectorBytes ? "MODE1_RAW" : "MODE1";
        case SectorType::Mode2Formless:
            return track.sectorBytes == SectorBytes ? "MODE2_RAW" : "MODE2";
        case SectorType::Mode2Form1:
            return "MODE2_FORM1";
        case SectorType::Mode2Form2:
            return "MODE2_FORM2";
        default:
            return "AUDIO";
    }
}

class Writer {
public:
    Writer(const CueSheet &sheet, const std::vector<std::int32_t> &lengths)
        : sheet_(sheet), lengths_(lengths), text_(cdTextOf(sheet)) {}

    Result<std::string> run();

private:
    struct Place {
        std::size_t file = 0;
        std::int32_t offset = 0;
    };

    void writeDiscText();
    void writeItems(const CdTextBlock &block, int track);
    void writeTrackText(int track);
    Result<void> writeTrack(std::size_t number);
    void writeFlags(const CueTrack &track);
    void writePieces(const CueTrack &track, Place from, Place to);
    void writePiece(const CueTrack &track, std::size_t file, std::int32_t from, std::int32_t to);
    void writeSilence(const CueTrack &track, std::int32_t sectors);
    void line(const std::string &text) { out_ += text + "\n"; }

    [[nodiscard]] Place firstOf(std::size_t number) const;
    [[nodiscard]] std::int32_t distance(Place from, Place to) const;

    const CueSheet &sheet_;
    const std::vector<std::int32_t> &lengths_;
    const std::vector<CdTextBlock> text_;
    std::string out_;
};

Writer::Place Writer::firstOf(std::size_t number) const {
    if (number == sheet_.tracks.size()) {
        return {sheet_.files.size(), 0};
    }
    // All that lies before the first track belongs to its pre-gap.
    const CueIndex &index = sheet_.tracks[number].indexes.front();
    return number == 0 ? Place{} : Place{index.file, index.offset};
}

std::int32_t Writer::distance(Place from, Place to) const {
    std::int32_t sectors = to.offset - from.offset;
    for (std::size_t file = from.file; file < to.file; ++file) {
        sectors += lengths_[file];
    }
    return sectors;
}

void Writer::writeItems(const CdTextBlock &block, int track) {
    static constexpr std::pair<CdTextField, const char *> Items[] = {
        {CdTextField::Title, "TITLE"},           {CdTextField::Performer, "PERFORMER"},
        {CdTextField::Songwriter, "SONGWRITER"}, {CdTextField::Composer, "COMPOSER"},
        {CdTextField::Arranger, "ARRANGER"},     {CdTextField::Message, "MESSAGE"},
        {CdTextField::DiscId, "DISC_ID"},        {CdTextField::Closed, "CLOSED"},
    };
    const auto write = [&](CdTextField field, const char *name, bool always) {
        const auto texts = block.text.find(field);
        if (texts == block.text.end()) {
            return;
        }
        const auto text = texts->second.find(track);
        const std::string value = text == texts->second.end() ? std::string() : text->second;
        if (value.empty() && !always) {
            return;
        }
        const auto encoded = encodeText(charactersOf(value).value_or(U""), block.charset, true);
        line(std::string("    ") + name + " " + quoted(encoded.ok() ? encoded->bytes : value, false));
    };
    for (const auto &[field, name] : Items) {
        const bool ofDisc = field == CdTextField::DiscId || field == CdTextField::Closed;
        if (!ofDisc || track == 0) {
            write(field, name, !ofDisc);
        }
    }
    write(CdTextField::Code, track == 0 ? "UPC_EAN" : "ISRC", true);
}

void Writer::writeDiscText() {
    if (text_.empty()) {
        return;
    }
    line("CD_TEXT {\n  LANGUAGE_MAP {");
    for (std::size_t i = 0; i < text_.size(); ++i) {
        line("    " + std::to_string(i) + " : " + std::to_string(text_[i].language));
    }
    line("  }");
    for (std::size_t i = 0; i < text_.size(); ++i) {
        line("  LANGUAGE " + std::to_string(i) + " {");
        if (text_[i].charset != CdTextCharset::Latin1) {
            line(text_[i].charset == CdTextCharset::MsJis ? "    ENCODING_MS_JIS" : "    ENCODING_ASCII");
        }
        writeItems(text_[i], 0);
        const CdTextGenre &genre = text_[i].genre;
        if (genre.code != 0 || !genre.text.empty()) {
            std::string bytes = std::to_string(genre.code >> 8) + ", " + std::to_string(genre.code & 0xFF);
            for (const char c : genre.text) {
                bytes += ", " + std::to_string(static_cast<unsigned char>(c));
            }
            line("    GENRE { " + bytes + ", 0 }");
        }
        line("  }");
    }
    line("}");
}

void Writer::writeTrackText(int track) {
    if (text_.empty()) {
        return;
    }
    line("CD_TEXT {");
    for (std::size_t i = 0; i < text_.size(); ++i) {
        line("  LANGUAGE " + std::to_string(i) + " {");
        writeItems(text_[i], track);
        line("  }");
    }
    line("}");
}

void Writer::writeFlags(const CueTrack &track) {
    line(track.copyPermitted ? "COPY" : "NO COPY");
    if (track.type == SectorType::Audio) {
        line(track.preEmphasis ? "PRE_EMPHASIS" : "NO PRE_EMPHASIS");
        line(track.fourChannels ? "FOUR_CHANNEL_AUDIO" : "TWO_CHANNEL_AUDIO");
        if (!track.isrc.empty()) {
            line("ISRC \"" + track.isrc + "\"");
        }
    }
}

void Writer::writeSilence(const CueTrack &track, std::int32_t sectors) {
    if (sectors > 0) {
        line((track.type == SectorType::Audio ? "SILENCE " : "ZERO ") + timeOfSectors(sectors));
    }
}

// To the end of a file without a length, so that what lies in its last sector counts to the sample.
void Writer::writePiece(const CueTrack &track, std::size_t number, std::int32_t from, std::int32_t to) {
    const CueFile &file = sheet_.files[number];
    if (file.name.empty()) {
        writeSilence(track, to - from);
        return;
    }
    const bool whole = to == lengths_[number] && !file.length;
    const std::string length = whole ? "" : " " + timeOfSectors(to - from);
    if (track.type != SectorType::Audio) {
        const std::uint64_t sector = file.start / sourceBytes(track.type) + static_cast<std::uint64_t>(from);
        line("DATAFILE " + quoted(file.name, true) + " #" + std::to_string(sector * track.sectorBytes) + length);
        return;
    }
    const std::uint64_t start = file.start / 4 + static_cast<std::uint64_t>(from) * SectorSamples;
    const bool swap = file.format == "BINARY";
    line("FILE " + quoted(file.name, true) + (swap ? " SWAP " : " ") +
         (start % SectorSamples == 0 ? timeOfSectors(static_cast<std::int32_t>(start / SectorSamples))
                                     : std::to_string(start)) +
         length);
}

void Writer::writePieces(const CueTrack &track, Place from, Place to) {
    for (std::size_t file = from.file; file <= to.file && file < sheet_.files.size(); ++file) {
        const std::int32_t start = file == from.file ? from.offset : 0;
        const std::int32_t end = file == to.file ? to.offset : lengths_[file];
        if (start < end) {
            writePiece(track, file, start, end);
        }
    }
}

Result<void> Writer::writeTrack(std::size_t number) {
    const CueTrack &track = sheet_.tracks[number];
    const auto start = std::find_if(track.indexes.begin(), track.indexes.end(),
                                    [](const CueIndex &index) { return index.number == 1; });
    const Place first = firstOf(number), begin{start->file, start->offset}, end = firstOf(number + 1);
    if (distance(first, begin) < 0 || distance(begin, end) <= 0) {
        return cueError(track.line, "Track " + std::to_string(track.number) + " does not lie in its files.");
    }
    line(std::string("\nTRACK ") + modeOf(track));
    writeFlags(track);
    writeTrackText(track.number);
    const std::int32_t pregap = number == 0 ? std::max(track.pregap - FirstPregap, 0) : track.pregap;
    writeSilence(track, pregap);
    writePieces(track, first, begin);
    if (pregap > 0 || distance(first, begin) > 0) {
        line("START");
    }
    writePieces(track, begin, end);
    writeSilence(track, track.postgap);
    for (auto index = start + 1; index < track.indexes.end(); ++index) {
        line("INDEX " + timeOfSectors(distance(begin, {index->file, index->offset})));
    }
    return {};
}

Result<std::string> Writer::run() {
    if (lengths_.size() != sheet_.files.size() || sheet_.tracks.empty() || sheet_.tracks.front().number != 1) {
        return Error(status::E_INVALIDARG,
                     "A TOC file has tracks from 1 on, and the length of each file must be known to write it.");
    }
    const SectorType type = sheet_.tracks.front().type;
    line(type == SectorType::Audio                                          ? "CD_DA"
         : type == SectorType::Mode2Form1 || type == SectorType::Mode2Form2 ? "CD_ROM_XA"
                                                                            : "CD_ROM");
    if (!sheet_.catalog.empty()) {
        line("CATALOG \"" + sheet_.catalog + "\"");
    }
    writeDiscText();
    for (std::size_t i = 0; i < sheet_.tracks.size(); ++i) {
        TRY(writeTrack(i));
    }
    return std::move(out_);
}

}  // namespace

Result<std::string> writeTocFile(const CueSheet &sheet, const std::vector<std::int32_t> &fileLengths) {
    return Writer(sheet, fileLengths).run();
}

}  // namespace burnish::cd
