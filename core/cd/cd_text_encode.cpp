// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-TEXT from text to packs: block after block, field after field, the texts of a field one behind the other.
#include "cd/cd_text.hpp"
#include "cd/cd_text_charset.hpp"
#include "cd/cd_text_names.hpp"
#include "cd/cd_text_pack.hpp"
#include "cd/unicode.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

namespace burnish::cd {

namespace {

constexpr std::size_t MostCharacterPosition = 15;

std::string placeName(CdTextField field, int track) {
    return std::string(nameOf(field)) + (track == 0 ? " of the disc" : " of track " + std::to_string(track));
}

std::string characterName(char32_t character) {
    char number[16];
    std::snprintf(number, sizeof number, "U+%04X", static_cast<unsigned>(character));
    if (character < 0x20 || character == 0x7F) {
        return number;
    }
    std::string name = "\"";
    return name.append(utf8Of(character)).append("\" (").append(number).append(")");
}

std::string_view charsetName(CdTextCharset charset) {
    return charset == CdTextCharset::Latin1 ? "ISO 8859-1" : charset == CdTextCharset::Ascii ? "ASCII" : "MS-JIS";
}

// Codes and genres are for machines: ASCII in every block; closed information is Latin-1.
CdTextCharset charsetOf(CdTextField field, CdTextCharset ofBlock) {
    switch (field) {
        case CdTextField::DiscId:
        case CdTextField::Code:
            return CdTextCharset::Ascii;
        case CdTextField::Closed:
            return ofBlock == CdTextCharset::Ascii ? CdTextCharset::Ascii : CdTextCharset::Latin1;
        default:
            return ofBlock;
    }
}

// The packs of one block, as many as it takes: how many there may be is looked at in the end.
class BlockWriter {
public:
    explicit BlockWriter(std::size_t block) : block_(block) {}

    // Starts a field: its first text opens a new pack.
    void open(std::uint8_t type, std::size_t characterBytes) {
        close();
        type_ = type;
        characterBytes_ = characterBytes;
    }
    // One text of the field, with its end.
    void add(int track, const std::string &bytes) {
        std::size_t written = 0;
        for (const char byte : bytes + std::string(characterBytes_, '\0')) {
            if (used_ == 0) {
                start(track, written / characterBytes_);
            }
            packs_.back()[PackTextStart + used_] = static_cast<std::uint8_t>(byte);
            used_ = (used_ + 1) % PackTextBytes;
            ++written;
        }
    }
    void close() { used_ = 0; }

    [[nodiscard]] std::vector<CdTextPack> &packs() { return packs_; }
    [[nodiscard]] std::size_t countOf(std::size_t type) const {
        return static_cast<std::size_t>(
            std::count_if(packs_.begin(), packs_.end(), [&](const CdTextPack &pack) { return pack[0] == type; }));
    }

private:
    void start(int track, std::size_t position) {
        CdTextPack pack{};
        pack[0] = type_;
        pack[1] = static_cast<std::uint8_t>(track);
        pack[2] = static_cast<std::uint8_t>(packs_.size());
        pack[3] = static_cast<std::uint8_t>((characterBytes_ == 2 ? 0x80 : 0) | block_ << 4 |
                                            std::min(position, MostCharacterPosition));
        packs_.push_back(pack);
    }

    const std::size_t block_;
    std::vector<CdTextPack> packs_;
    std::uint8_t type_ = 0;
    std::size_t characterBytes_ = 1;
    std::size_t used_ = 0;  // bytes of the last pack; 0: the next byte opens one
};

class Encoder {
public:
    Encoder(int firstTrack, int lastTrack, const CdTextOptions &options)
        : first_(firstTrack), last_(lastTrack), transliterate_(options.transliterate) {}

    Result<CdTextPacks> run(const std::vector<CdTextBlock> &blocks);

private:
    Result<void> check(const std::vector<CdTextBlock> &blocks) const;
    Result<void> checkField(CdTextField field, const std::map<int, std::string> &texts) const;
    Result<void> write(const CdTextBlock &block, BlockWriter &writer);
    Result<void> writeField(CdTextField field, const std::map<int, std::string> &texts, CdTextCharset charset,
                            BlockWriter &writer);
    Result<void> writeGenre(const CdTextGenre &genre, BlockWriter &writer);
    Result<std::string> bytesOf(const std::string &text, CdTextCharset charset, const std::string &place);
    void addSizeInfo(const std::vector<CdTextBlock> &blocks, std::vector<BlockWriter> &writers) const;

    const int first_, last_;
    const bool transliterate_;
    std::vector<std::string> changed_;
};

Result<void> Encoder::checkField(CdTextField field, const std::map<int, std::string> &texts) const {
    for (const auto &[track, text] : texts) {
        const bool ofTrack = track >= first_ && track <= last_ && !isOfDiscOnly(field);
        if (track != 0 && !ofTrack) {
            return Error(status::E_INVALIDARG, "There is no place for the " + placeName(field, track) +
                                                   " on a disc of tracks " + std::to_string(first_) + " to " +
                                                   std::to_string(last_) + ".");
        }
    }
    return {};
}

Result<void> Encoder::check(const std::vector<CdTextBlock> &blocks) const {
    if (first_ < 1 || last_ > 99 || first_ > last_) {
        return Error(status::E_INVALIDARG, "CD-TEXT needs a disc of tracks 1 to 99, not " + std::to_string(first_) +
                                               " to " + std::to_string(last_) + ".");
    }
    if (blocks.size() > MostBlocks) {
        return Error(status::E_INVALIDARG,
                     "CD-TEXT has room for 8 languages, not " + std::to_string(blocks.size()) + ".");
    }
    std::set<std::uint8_t> languages;
    for (const CdTextBlock &block : blocks) {
        if (!languages.insert(block.language).second) {
            return Error(status::E_INVALIDARG,
                         "Two blocks of CD-TEXT are in the same language: " + languageName(block.language) + ".");
        }
        if (block.genre.code > LastGenreCode) {
            return Error(status::E_INVALIDARG,
                         "There is no genre " + std::to_string(block.genre.code) + "; the last one is 28.");
        }
        for (const auto &[field, texts] : block.text) {
            TRY(checkField(field, texts));
        }
    }
    return {};
}

Result<std::string> Encoder::bytesOf(const std::string &text, CdTextCharset charset, const std::string &place) {
    const auto characters = charactersOf(text);
    if (!characters) {
        return Error(status::E_INVALIDARG, "The " + place + " is no UTF-8; convert it.");
    }
    TRY_ASSIGN(CharsetText encoded, encodeText(*characters, charset, transliterate_));
    if (encoded.refused) {
        return Error(status::E_CD_TEXT_CHARACTER,
                     "The " + place + " has the character " + characterName(*encoded.refused) + ", which " +
                         std::string(charsetName(charset)) +
                         " does not have; change it, choose another character set, or let it be transliterated.",
                     "text: \"" + text + "\"");
    }
    for (const CharacterChange &change : encoded.changed) {
        changed_.push_back(place + ": " + characterName(change.from) +
                           (change.to.empty() ? " was left out" : " became \"" + change.to + "\""));
    }
    return std::move(encoded.bytes);
}

// Every track has its text, if only an empty one: texts are told apart by counting. A field that the disc itself does
// not have starts with the first track, as the pack says; some readers stumble over an empty text in front.
Result<void> Encoder::writeField(CdTextField field, const std::map<int, std::string> &texts, CdTextCharset ofBlock,
                                 BlockWriter &writer) {
    if (std::all_of(texts.begin(), texts.end(), [](const auto &entry) { return entry.second.empty(); })) {
        return {};
    }
    const CdTextCharset charset = charsetOf(field, ofBlock);
    writer.open(static_cast<std::uint8_t>(field), characterBytes(charset));
    const int last = isOfDiscOnly(field) ? 0 : last_;
    const auto ofDisc = texts.find(0);
    const bool startsWithDisc = ofDisc != texts.end() && !ofDisc->second.empty();
    for (int track = startsWithDisc ? 0 : first_; track <= last; track = track == 0 ? first_ : track + 1) {
        const auto found = texts.find(track);
        TRY_ASSIGN(const std::string bytes,
                   bytesOf(found != texts.end() ? found->second : std::string(), charset, placeName(field, track)));
        writer.add(track, bytes);
    }
    return {};
}

Result<void> Encoder::writeGenre(const CdTextGenre &genre, BlockWriter &writer) {
    if (genre.code == 0 && genre.text.empty()) {
        return {};
    }
    const std::uint16_t code = genre.code != 0 ? genre.code : 1;  // not defined
    TRY_ASSIGN(const std::string text, bytesOf(genre.text, CdTextCharset::Ascii, "genre"));
    writer.open(GenrePack, 1);
    writer.add(0, std::string{static_cast<char>(code >> 8), static_cast<char>(code)} + text);
    return {};
}

Result<void> Encoder::write(const CdTextBlock &block, BlockWriter &writer) {
    bool genreWritten = false;
    for (const auto &[field, texts] : block.text) {
        if (!genreWritten && static_cast<std::uint8_t>(field) > GenrePack) {
            TRY(writeGenre(block.genre, writer));
            genreWritten = true;
        }
        TRY(writeField(field, texts, block.charset, writer));
    }
    if (!genreWritten) {
        TRY(writeGenre(block.genre, writer));
    }
    writer.close();
    return {};
}

// Says of each block what all of them are: so it comes when all are there.
void Encoder::addSizeInfo(const std::vector<CdTextBlock> &blocks, std::vector<BlockWriter> &writers) const {
    constexpr std::size_t Packs = SizeInfoBytes / PackTextBytes;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        std::string info(SizeInfoBytes, '\0');
        info[0] = static_cast<char>(blocks[i].charset);
        info[1] = static_cast<char>(first_);
        info[2] = static_cast<char>(last_);
        info[3] = static_cast<char>(blocks[i].copyrightFlags);
        for (std::size_t type = 0; type < 15; ++type) {
            info[SizeCounts + type] = static_cast<char>(writers[i].countOf(FirstPackType + type));
        }
        info[SizeCounts + 15] = Packs;
        for (std::size_t k = 0; k < blocks.size(); ++k) {
            const std::size_t own = k < i ? 0 : Packs;  // earlier blocks have theirs already
            info[SizeLastSequences + k] = static_cast<char>(writers[k].packs().size() + own - 1);
            info[SizeLanguages + k] = static_cast<char>(blocks[k].language);
        }
        for (std::size_t part = 0; part < Packs; ++part) {
            CdTextPack pack{};
            pack[0] = SizePack;
            pack[1] = static_cast<std::uint8_t>(part);
            pack[2] = static_cast<std::uint8_t>(writers[i].packs().size());
            pack[3] = static_cast<std::uint8_t>((characterBytes(blocks[i].charset) == 2 ? 0x80 : 0) | i << 4);
            std::copy_n(info.begin() + static_cast<std::ptrdiff_t>(part * PackTextBytes), PackTextBytes,
                        pack.begin() + PackTextStart);
            writers[i].packs().push_back(pack);
        }
    }
}

Result<CdTextPacks> Encoder::run(const std::vector<CdTextBlock> &blocks) {
    TRY(check(blocks));
    std::vector<BlockWriter> writers;
    for (const CdTextBlock &block : blocks) {
        writers.emplace_back(writers.size());
        TRY(write(block, writers.back()));
    }
    addSizeInfo(blocks, writers);
    CdTextPacks result;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        std::vector<CdTextPack> &packs = writers[i].packs();
        if (packs.size() > MostPacksOfBlock) {
            return Error(status::E_CD_TEXT_TOO_LONG,
                         "The text in " + languageName(blocks[i].language) + " needs " + std::to_string(packs.size()) +
                             " packs, and 256 is the most; shorten it, or leave fields out.");
        }
        result.packsOfBlock.push_back(static_cast<int>(packs.size()));
        for (CdTextPack &pack : packs) {
            seal(pack);
            result.packs.push_back(pack);
        }
    }
    result.changed = std::move(changed_);
    return result;
}

}  // namespace

Result<CdTextPacks> encodeCdText(const std::vector<CdTextBlock> &blocks, int firstTrack, int lastTrack,
                                 const CdTextOptions &options) {
    return Encoder(firstTrack, lastTrack, options).run(blocks);
}

}  // namespace burnish::cd
