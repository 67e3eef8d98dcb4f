// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-TEXT from packs to text. What one damaged pack takes with it is the texts that lie in it, and no more: each pack
// says whose text it starts with.
#include "cd/cd_text.hpp"
#include "cd/cd_text_charset.hpp"
#include "cd/cd_text_names.hpp"
#include "cd/cd_text_pack.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace burnish::cd {

namespace {

constexpr std::size_t HeaderBytes = 4;

Error damaged(std::string why) {
    return Error(status::E_CD_TEXT_DAMAGED, std::move(why));
}

bool wholePacks(std::size_t size) {
    return size % CdTextPackBytes <= 1;  // a .cdt file ends with a zero
}

// What lies between the header of READ TOC and a last zero byte, where there are such.
Result<std::span<const std::uint8_t>> packsIn(std::span<const std::uint8_t> bytes) {
    const bool header =
        bytes.size() >= HeaderBytes && bytes[0] < FirstPackType && wholePacks(bytes.size() - HeaderBytes);
    const auto packs = header ? bytes.subspan(HeaderBytes) : bytes;
    if (!wholePacks(packs.size()) || packs.size() < CdTextPackBytes) {
        return damaged("These are no CD-TEXT packs: " + std::to_string(bytes.size()) +
                       " bytes are no whole number of packs of 18 bytes.");
    }
    return packs.first(packs.size() / CdTextPackBytes * CdTextPackBytes);
}

// The good packs of each block by their sequence number; of one that comes twice, the first.
struct Sorted {
    std::array<std::map<std::uint8_t, CdTextPack>, MostBlocks> blocks;
    int good = 0, bad = 0;
};

Sorted sortPacks(const std::vector<CdTextPack> &packs) {
    Sorted sorted;
    for (const CdTextPack &pack : packs) {
        if (pack[0] < FirstPackType || pack[0] > SizePack || !crcHolds(pack)) {
            ++sorted.bad;
            continue;
        }
        ++sorted.good;
        sorted.blocks[pack[3] >> 4 & 7].emplace(pack[2], pack);
    }
    return sorted;
}

using SizeInfo = std::array<std::uint8_t, SizeInfoBytes>;

// All zero where a block has none.
struct BlockSizes {
    SizeInfo info{};
    std::array<bool, SizeInfoBytes / PackTextBytes> known{};
};

BlockSizes sizesOf(const std::map<std::uint8_t, CdTextPack> &packs) {
    BlockSizes sizes;
    for (const auto &[sequence, pack] : packs) {
        if (pack[0] == SizePack && pack[1] < sizes.known.size()) {
            std::copy_n(pack.begin() + PackTextStart, PackTextBytes,
                        sizes.info.begin() + static_cast<std::ptrdiff_t>(pack[1] * PackTextBytes));
            sizes.known[pack[1]] = true;
        }
    }
    return sizes;
}

// Takes the packs of one field in their order and gives its texts as they end.
class FieldReader {
public:
    FieldReader(CdTextField field, CdTextCharset charset, int firstTrack, CdTextBlock &block)
        : field_(field), charset_(charset), firstTrack_(firstTrack), texts_(block.text[field]) {}

    Result<void> take(std::uint8_t sequence, const CdTextPack &pack) {
        const bool follows = started_ && sequence == static_cast<std::uint8_t>(last_ + 1);
        if (!follows) {
            text_.clear();
            lost_ = (pack[3] & 0x0F) != 0;  // its start lies in a pack that is not there
            ended_ = false;
            half_ = -1;
            track_ = pack[1] & 0x7F;
        }
        started_ = true;
        last_ = sequence;
        // As the block says: some writers forget the flag in some packs.
        const bool wide = charset_ == CdTextCharset::MsJis;
        for (std::size_t i = 0; i < PackTextBytes; ++i) {
            TRY(take(pack[PackTextStart + i], wide));
        }
        return {};
    }

private:
    // In a double byte block a text ends with two zeros.
    Result<void> take(std::uint8_t byte, bool wide) {
        if (!wide || half_ < 0) {
            if (wide && (byte == 0 || isLead(byte))) {
                half_ = byte;
                return {};
            }
            return byte == 0 ? end() : append(byte);
        }
        const auto first = static_cast<std::uint8_t>(half_);
        half_ = -1;
        if (first == 0) {
            TRY(end());
            return byte == 0 ? Result<void>() : take(byte, wide);
        }
        TRY(append(first));
        return append(byte);
    }
    static bool isLead(std::uint8_t byte) { return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC); }

    Result<void> append(std::uint8_t byte) {
        text_ += static_cast<char>(byte);
        return {};
    }

    // A tab says: as the track before.
    Result<void> end() {
        if (!lost_ && !ended_ && track_ <= 99) {
            const bool repeats = !text_.empty() && text_.find_first_not_of('\t') == std::string::npos;
            if (!repeats) {
                TRY_ASSIGN(previous_, decodeText(text_, charset_));
            }
            if (!previous_.empty()) {
                texts_.emplace(track_, previous_);
            }
        }
        text_.clear();
        lost_ = false;
        ended_ = isOfDiscOnly(field_);
        track_ = track_ == 0 ? firstTrack_ : track_ + 1;
        return {};
    }

    const CdTextField field_;
    const CdTextCharset charset_;
    const int firstTrack_;
    std::map<int, std::string> &texts_;
    std::string text_, previous_;
    int track_ = 0;
    int half_ = -1;
    std::uint8_t last_ = 0;
    bool started_ = false, lost_ = false, ended_ = false;
};

CdTextCharset charsetOf(CdTextField field, CdTextCharset ofBlock, const CdTextPack &pack) {
    const bool forMachines = field == CdTextField::DiscId || field == CdTextField::Code || field == CdTextField::Closed;
    // Some writers use the block's own set there.
    return forMachines && (pack[3] & 0x80) == 0 ? CdTextCharset::Latin1 : ofBlock;
}

CdTextGenre genreOf(const std::string &bytes) {
    CdTextGenre genre;
    if (bytes.size() >= 2) {
        genre.code = static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[0]) << 8 |
                                                static_cast<unsigned char>(bytes[1]));
        const auto text =
            decodeText(std::string_view(bytes).substr(2, std::strlen(bytes.c_str() + 2)), CdTextCharset::Latin1);
        genre.text = text.ok() ? *text : std::string();
    }
    return genre;
}

Result<void> readFields(const std::map<std::uint8_t, CdTextPack> &packs, int firstTrack, CdTextBlock &block) {
    std::map<CdTextField, FieldReader> readers;
    std::string genre;
    for (const auto &[sequence, pack] : packs) {
        if (pack[0] == GenrePack) {
            genre.append(pack.begin() + PackTextStart, pack.begin() + PackTextStart + PackTextBytes);
        }
        if (const auto field = fieldOf(pack[0])) {
            const auto place =
                readers.try_emplace(*field, *field, charsetOf(*field, block.charset, pack), firstTrack, block);
            TRY(place.first->second.take(sequence, pack));
        }
    }
    block.genre = genreOf(genre);
    std::erase_if(block.text, [](const auto &entry) { return entry.second.empty(); });
    return {};
}

bool isKnown(std::uint8_t charset) {
    return charset == 0x00 || charset == 0x01 || charset == 0x80;
}

// A block without size information has nothing but its packs to tell how it is written.
CdTextCharset guessedCharset(const std::map<std::uint8_t, CdTextPack> &packs) {
    const bool wide = std::any_of(packs.begin(), packs.end(), [](const auto &entry) { return entry.second[3] & 0x80; });
    return wide ? CdTextCharset::MsJis : CdTextCharset::Latin1;
}

// The languages of all blocks stand in every block: one that came through is enough.
std::uint8_t languageOf(std::size_t number, const std::array<BlockSizes, MostBlocks> &sizes) {
    for (const BlockSizes &size : sizes) {
        if (size.known[2]) {
            return size.info[SizeLanguages + number];
        }
    }
    return number == 0 ? 0x09 : 0x00;
}

int highestTrack(const std::vector<CdTextBlock> &blocks) {
    int highest = 0;
    for (const CdTextBlock &block : blocks) {
        for (const auto &[field, texts] : block.text) {
            highest = texts.empty() ? highest : std::max(highest, texts.rbegin()->first);
        }
    }
    return highest;
}

std::string unknownCharset(std::size_t number, std::uint8_t charset) {
    char text[120];
    std::snprintf(text, sizeof text, "Block %zu is left out: its character set, 0x%02X, is not known here.", number,
                  charset);
    return text;
}

}  // namespace

Result<std::vector<CdTextPack>> splitCdText(std::span<const std::uint8_t> bytes) {
    TRY_ASSIGN(const auto inside, packsIn(bytes));
    std::vector<CdTextPack> packs(inside.size() / CdTextPackBytes);
    for (std::size_t i = 0; i < packs.size(); ++i) {
        std::copy_n(inside.begin() + static_cast<std::ptrdiff_t>(i * CdTextPackBytes), CdTextPackBytes,
                    packs[i].begin());
    }
    return packs;
}

Result<CdTextContents> decodeCdText(std::span<const std::uint8_t> bytes) {
    TRY_ASSIGN(const auto packs, splitCdText(bytes));
    const Sorted sorted = sortPacks(packs);
    if (sorted.good == 0) {
        return damaged("None of the " + std::to_string(sorted.bad) +
                       " packs has a CRC that holds: this is no CD-TEXT.");
    }
    std::array<BlockSizes, MostBlocks> sizes;
    std::transform(sorted.blocks.begin(), sorted.blocks.end(), sizes.begin(), sizesOf);
    CdTextContents contents;
    contents.badPacks = sorted.bad;
    for (std::size_t i = 0; i < MostBlocks; ++i) {
        if (sorted.blocks[i].empty()) {
            continue;
        }
        const BlockSizes &size = sizes[i];
        if (size.known[0] && !isKnown(size.info[0])) {
            contents.warnings.push_back(unknownCharset(i, size.info[0]));
            continue;
        }
        CdTextBlock block;
        block.language = languageOf(i, sizes);
        block.charset = size.known[0] ? static_cast<CdTextCharset>(size.info[0]) : guessedCharset(sorted.blocks[i]);
        block.copyrightFlags = size.info[3];
        TRY(readFields(sorted.blocks[i], size.known[0] ? size.info[1] : 1, block));
        contents.blocks.push_back(std::move(block));
        if (size.known[0] && contents.lastTrack == 0) {
            contents.firstTrack = size.info[1];
            contents.lastTrack = size.info[2];
        }
    }
    if (contents.lastTrack == 0) {
        contents.lastTrack = highestTrack(contents.blocks);
    }
    return contents;
}

}  // namespace burnish::cd
