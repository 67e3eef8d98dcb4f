// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImage: what its sub-channels say, sector by sector.
#include "raw_image_support.hpp"

#include "cd/rw_pack.hpp"

#include <algorithm>
#include <array>
#include <map>

using namespace burnish;
using namespace burnish::cd;
using namespace test;

namespace {

constexpr const char *Catalog = "4006381333931", *Isrc = "USK7Y9812345";

void setTrack(Image &image, std::int32_t index, const RawTrackSettings &wanted) {
    EXPECT_OK(image.changeTrack(index, [&](RawTrackSettings &settings) -> Result<void> {
        settings = wanted;
        return {};
    }));
}

// Indexes, pre-gaps that overlap and that are silent, a copy bit that alternates, numbers.
void makeAlbum(Image &image) {
    EXPECT_OK(image.setMediaCatalogNumber(Catalog));
    addTrack(image, sectors(1, 700));
    addTrack(image, sectors(2, 600), {.pregap = 96, .rwPacks = {}});
    addTrack(image, sectors(3, 400), {.pregap = 1, .rwPacks = {}});
    addTrack(image, sectors(4, 500), {.pregap = 300, .silentPregap = true, .rwPacks = {}});
    setTrack(image, 1, {Isrc, DigitalCopy::Permitted, false});
    setTrack(image, 2, {"", DigitalCopy::Scms, true});
    setTrack(image, 3, {"DEA120500002", DigitalCopy::Prohibited, false});
    // Where the catalogue number (each 96 sectors from -150) and the ISRC (48 later) have their turn, and beside it.
    for (const std::int32_t offset : {42, 138, 139 + 96, 330, 426, 427 + 10}) {
        EXPECT_OK(image.addTrackIndex(1, offset));
    }
}

const QPosition *position(const QContent &content) {
    return std::get_if<QPosition>(&content);
}

int indexAt(const LayoutTrack &track, std::int32_t lba) {
    if (lba < track.start) {
        return 0;
    }
    return 1 + static_cast<int>(std::count_if(track.indexes.begin(), track.indexes.end(),
                                              [lba](std::int32_t start) { return start <= lba; }));
}

}  // namespace

TEST(theLeadInTellsTheTocAgainAndAgain) {
    Image image;
    makeAlbum(image);
    const WholeImage whole(image);
    const DiscLayout &layout = whole.stream->layout();
    std::map<int, int> told;
    QFrame last{};
    int repeats = 0;
    for (std::int32_t lba = Start; lba < -150; ++lba) {
        const QContent content = whole.q(lba);
        const auto *entry = std::get_if<QTocEntry>(&content);
        EXPECT(entry != nullptr);
        EXPECT_EQ(entry->lba, lba);
        EXPECT(!whole.p(lba));
        ++told[entry->point];
        QFrame same = whole.qFrame(lba);
        std::fill_n(same.begin() + 3, 3, std::uint8_t{0});  // running time
        std::fill_n(same.begin() + 10, 2, std::uint8_t{0});
        repeats = same == last ? repeats + 1 : 1;
        EXPECT(repeats <= 3);
        EXPECT(repeats > 1 || (lba - Start) % 3 == 0);
        last = same;
    }
    EXPECT_EQ(told.size(), 7U);
    for (const auto &[point, times] : told) {
        EXPECT(times >= 22500 / 7 - 3);
    }
    const auto at = [&](std::int32_t entry) { return std::get<QTocEntry>(whole.q(Start + 3 * entry)); };
    EXPECT_EQ(at(0).point, 0xA0);
    EXPECT_EQ(at(0).control, 2);
    EXPECT_EQ(at(0).pMinute, 1);
    EXPECT_EQ(at(0).pSecond, 0);
    EXPECT_EQ(at(1).point, 0xA1);
    EXPECT_EQ(at(1).pMinute, 4);
    EXPECT_EQ(at(2).point, 0xA2);
    EXPECT_EQ((at(2).pMinute * 60 + at(2).pSecond) * 75 + at(2).pFrame, layout.leadOut + 150);
    EXPECT_EQ(at(4).point, 2);
    EXPECT_EQ(at(4).control, 1);
    EXPECT_EQ((at(4).pMinute * 60 + at(4).pSecond) * 75 + at(4).pFrame, layout.tracks[1].start + 150);
}

TEST(qTellsWhereItIs) {
    Image image;
    makeAlbum(image);
    const WholeImage whole(image);
    const DiscLayout &layout = whole.stream->layout();
    EXPECT_EQ(layout.tracks[3].start, 2000);
    for (const LayoutTrack &track : layout.tracks) {
        for (std::int32_t lba = track.pregap; lba < track.end; ++lba) {
            const QContent content = whole.q(lba);
            EXPECT(!std::holds_alternative<QUnknown>(content));
            if (const auto *told = position(content)) {
                EXPECT_EQ(told->track, track.number);
                EXPECT_EQ(told->lba, lba);
                EXPECT_EQ(static_cast<int>(told->index), indexAt(track, lba));
                EXPECT_EQ(told->relative, lba < track.start ? track.start - lba - 1 : lba - track.start);
            }
        }
    }
    for (std::int32_t lba = layout.leadOut; lba < whole.end(); ++lba) {
        const QContent content = whole.q(lba);
        const auto *told = position(content);
        EXPECT(told != nullptr);
        EXPECT_EQ(told->track, LeadOutTrack);
        EXPECT_EQ(told->index, 1);
        EXPECT_EQ(told->relative, lba - layout.leadOut);
        EXPECT_EQ(told->lba, lba);
    }
    EXPECT_EQ(whole.end() - layout.leadOut, LeadOut);
}

// The last of the pre-gap is 0, and what is behind it, too: index 1.
TEST(thePregapCountsDownToZero) {
    Image image;
    addTrack(image, sectors(1, 300));
    const WholeImage whole(image);
    EXPECT_EQ(position(whole.q(-150))->relative, 149);
    EXPECT_EQ(position(whole.q(-1))->relative, 0);
    EXPECT_EQ(position(whole.q(-1))->index, 0);
    EXPECT_EQ(position(whole.q(0))->relative, 0);
    EXPECT_EQ(position(whole.q(0))->index, 1);
}

// Once in any hundred sectors, and never where an index starts.
TEST(numbersComeOftenEnoughAndNotWhereAnIndexStarts) {
    Image image;
    makeAlbum(image);
    const WholeImage whole(image);
    const DiscLayout &layout = whole.stream->layout();
    std::int32_t lastCatalog = -150;
    for (const LayoutTrack &track : layout.tracks) {
        std::int32_t lastIsrc = track.pregap;
        for (std::int32_t lba = track.pregap; lba < track.end; ++lba) {
            const QContent content = whole.q(lba);
            if (const auto *catalog = std::get_if<QCatalogNumber>(&content)) {
                EXPECT_EQ(catalog->number, Catalog);
                EXPECT_EQ(catalog->frame, (lba + 150) % 75);
                lastCatalog = lba;
            }
            if (const auto *isrc = std::get_if<QIsrc>(&content)) {
                EXPECT_EQ(isrc->isrc, track.isrc);
                EXPECT_EQ(isrc->frame, (lba + 150) % 75);
                lastIsrc = lba;
            }
            EXPECT(lba - lastCatalog < 100);
            EXPECT(track.isrc.empty() || lba - lastIsrc < 100);
        }
        std::vector<std::int32_t> starts = track.indexes;
        starts.insert(starts.end(), {track.pregap, track.start});
        for (const std::int32_t start : starts) {
            EXPECT(position(whole.q(start)) != nullptr);
        }
    }
    EXPECT(position(whole.q(layout.leadOut)) != nullptr);
}

// The bits of the control field in each sector, also where Q tells a number.
TEST(controlSaysWhatTheTrackIs) {
    Image image;
    makeAlbum(image);
    const WholeImage whole(image);
    const DiscLayout &layout = whole.stream->layout();
    const auto control = [&](std::int32_t lba) { return whole.qFrame(lba)[0] >> 4; };
    for (std::int32_t lba = layout.tracks[0].pregap; lba < layout.tracks[0].end; ++lba) {
        EXPECT_EQ(control(lba), 2);
    }
    int changes = 0;
    for (std::int32_t lba = layout.tracks[1].pregap; lba < layout.tracks[1].end; ++lba) {
        EXPECT_EQ(control(lba) & ~2, 1);
        changes += control(lba) != control(lba - 1) && lba > layout.tracks[1].pregap ? 1 : 0;
    }
    // 9.375 times a second there and back: each four sectors.
    const std::int32_t count = layout.tracks[1].end - layout.tracks[1].pregap;
    EXPECT(changes >= count / 4 - 1 && changes <= count / 4 + 1);
    for (std::int32_t lba = layout.tracks[2].pregap; lba < whole.end(); ++lba) {
        EXPECT_EQ(control(lba), 0);
    }
}

// P announces: two seconds before a track or the lead-out, one sector late; the lead-out then blinks.
TEST(pAnnouncesTracksAndTheLeadOut) {
    Image image;
    makeAlbum(image);
    const WholeImage whole(image);
    const DiscLayout &layout = whole.stream->layout();
    std::vector<std::int32_t> starts;
    for (const LayoutTrack &track : layout.tracks) {
        starts.push_back(track.start);
    }
    starts.push_back(layout.leadOut);
    for (std::int32_t lba = -150; lba <= layout.leadOut; ++lba) {
        const bool near = std::any_of(starts.begin(), starts.end(),
                                      [lba](std::int32_t start) { return lba > start - 150 && lba <= start; });
        EXPECT_EQ(whole.p(lba), near);
    }
    std::int32_t lastChange = layout.leadOut + 1;
    EXPECT(!whole.p(lastChange));
    for (std::int32_t lba = lastChange + 1; lba < whole.end(); ++lba) {
        if (whole.p(lba) != whole.p(lba - 1)) {
            EXPECT_EQ(lba - lastChange, lastChange == layout.leadOut + 1 ? 150 : 19);
            lastChange = lba;
        }
    }
    EXPECT(whole.end() - lastChange < 20);
}

// The three types have the same main channel, P and Q.
TEST(imageTypesDifferInTheirSubChannelsForm) {
    std::array<std::unique_ptr<WholeImage>, 3> images;
    for (int type = 1; type <= 3; ++type) {
        Image image;
        EXPECT_OK(image.setResultingImageType(static_cast<SubChannelType>(type)));
        makeAlbum(image);
        images[static_cast<std::size_t>(type - 1)] = std::make_unique<WholeImage>(image);
    }
    EXPECT_EQ(images[0]->bytes.size() % 2368, 0U);
    EXPECT_EQ(images[0]->stream->start(), -22650);
    EXPECT(images[1]->bytes == images[2]->bytes);  // without R to W
    for (std::int32_t lba = Start; lba < images[0]->end(); ++lba) {
        EXPECT(std::equal(images[0]->main(lba).begin(), images[0]->main(lba).end(), images[1]->main(lba).begin()));
        EXPECT(images[0]->qFrame(lba) == images[1]->qFrame(lba));
        EXPECT_EQ(images[0]->p(lba), images[1]->p(lba));
        const auto pq = images[0]->subChannel(lba);
        EXPECT(pq[12] == 0 && pq[13] == 0 && pq[14] == 0 && (pq[15] & 0x7F) == 0);
    }
}

TEST(cdTextGoesRoundInTheLeadIn) {
    CdTextBlock block;
    block.text[CdTextField::Title] = {{0, "The album"}, {1, "First"}, {2, "Second"}};
    for (const auto type : {SubChannelType::Cooked, SubChannelType::Raw}) {
        Image image;
        EXPECT_OK(image.setResultingImageType(type));
        EXPECT_OK(image.setCdText({block}, {}));
        addTrack(image, sectors(1, 300));
        addTrack(image, sectors(2, 300));
        const WholeImage whole(image);
        const auto &packs = whole.stream->layout().cdText;
        EXPECT(packs.size() >= 5);
        std::size_t next = 0;
        for (std::int32_t lba = Start; lba < -150; ++lba) {
            const Bytes symbols = whole.symbols(lba);
            for (std::size_t at = 0; at < 96; at += 24) {
                const std::span<const std::uint8_t, 24> pack(symbols.data() + at, 24);
                EXPECT(packOf(pack) == packs[next++ % packs.size()]);
            }
        }
        for (std::int32_t lba = -150; lba < whole.end(); ++lba) {
            EXPECT(whole.symbols(lba) == Bytes(96));
        }
    }
}

// Text for a track that is not there is found when the tracks are known.
TEST(cdTextMustFitTheTracks) {
    CdTextBlock block;
    block.text[CdTextField::Title] = {{0, "The album"}, {3, "Third"}};
    Image image;
    EXPECT_OK(image.setCdText({block}, {}));
    addTrack(image, sectors(1, 300));
    EXPECT_STATUS(image.layout(), status::E_INVALIDARG);
    EXPECT_STATUS(image.createResultImage(), status::E_INVALIDARG);
    EXPECT_OK(image.setCdText({}, {}));
    EXPECT_OK(image.createResultImage());
}

// Packs as a CD+G file has them, with rubbish in the two upper bits; cooked, the drive does the rest.
TEST(packsOfATrackGoAlongWithIt) {
    Image image;
    addTrack(image, sectors(1, 300));
    addTrack(image, sectors(2, 400), {.rwPacks = source(7, 390 * 96 + 50)});  // it ends early
    addTrack(image, sectors(3, 300));
    const WholeImage whole(image);
    Bytes expected = Source::bytes(7, 390 * 96 + 50);
    expected.resize(400 * 96);
    for (std::int32_t lba = Start; lba < whole.end(); ++lba) {
        const Bytes symbols = whole.symbols(lba);
        for (std::size_t i = 0; i < 96; ++i) {
            const bool within = lba >= 300 && lba < 700;
            const std::uint8_t told = within ? expected[static_cast<std::size_t>(lba - 300) * 96 + i] & 0x3F : 0;
            EXPECT_EQ(symbols[i], told);
        }
    }
}

// As on the disc: spread over eight packs, and with parity that holds.
TEST(rawPacksAreInterleaved) {
    Image image;
    EXPECT_OK(image.setResultingImageType(SubChannelType::Raw));
    addTrack(image, sectors(1, 300), {.rwPacks = source(5, 300 * 96)});
    addTrack(image, sectors(2, 300), {.rwPacks = source(6, 300 * 96)});
    const WholeImage whole(image);
    Bytes expected = Source::bytes(5, 300 * 96), second = Source::bytes(6, 300 * 96);
    expected.insert(expected.end(), second.begin(), second.end());
    RwDeinterleaver deinterleaver;
    std::int64_t pack = -7;  // what comes out lies seven behind
    for (std::int32_t lba = 0; lba < 602; ++lba) {
        const Bytes symbols = whole.symbols(lba);
        for (std::size_t at = 0; at < 96; at += 24, ++pack) {
            std::array<std::uint8_t, 24> out{};
            deinterleaver.next(std::span<const std::uint8_t, 24>(symbols.data() + at, 24), out);
            if (pack < 0 || pack >= 2400) {
                continue;
            }
            EXPECT(parityHolds(out));
            for (const std::size_t i : {0, 1, 4, 5, 10, 18, 19}) {
                EXPECT_EQ(out[i], expected[static_cast<std::size_t>(pack) * 24 + i] & 0x3F);
            }
        }
    }
}

TEST(theGeneratorHasAllSubChannelsRToW) {
    constexpr std::size_t Sectors = 22650 + 300 + 6750;
    Bytes generated(Sectors * 96);
    for (std::size_t i = 0; i < generated.size(); ++i) {
        generated[i] = static_cast<std::uint8_t>((i * 2654435761U >> 20) & 0x3F);
    }
    for (const auto type : {SubChannelType::Cooked, SubChannelType::Raw}) {
        Image image;
        EXPECT_OK(image.setResultingImageType(type));
        EXPECT_OK(image.addSubcodeRwGenerator(std::make_shared<Kept>(generated)));
        addTrack(image, sectors(1, 300));
        const WholeImage whole(image);
        for (std::int32_t lba = Start; lba < whole.end(); ++lba) {
            EXPECT(whole.symbols(lba) ==
                   Bytes(generated.begin() + (lba - Start) * 96, generated.begin() + (lba - Start + 1) * 96));
            EXPECT(crcHolds(whole.qFrame(lba)));
        }
    }
    for (const std::uint8_t bit : {0x40, 0x80}) {
        Bytes wrong = generated;
        wrong[96 * 22700 + 5] |= bit;
        Image image;
        EXPECT_OK(image.addSubcodeRwGenerator(std::make_shared<Kept>(wrong)));
        addTrack(image, sectors(1, 300));
        const auto stream = create(image);
        Bytes sector(2448);
        EXPECT_OK(stream->seek(22699 * 2448));
        EXPECT_OK(stream->read(sector));
        const auto result = stream->read(sector);
        EXPECT_STATUS(result, status::E_STREAM_READ_FAILURE);
        EXPECT_EQ(*result.error().lba, 50);
    }
}
