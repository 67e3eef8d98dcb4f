// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImageStream: read in any order and any portions, from sources that behave and that do not; sectors of data.
#include "raw_image_support.hpp"

#include "cd/rw_pack.hpp"

#include <algorithm>
#include <random>

using namespace burnish;
using namespace burnish::cd;
using namespace test;

namespace {

std::uint64_t offsetOf(std::int32_t lba) {
    return static_cast<std::uint64_t>(lba - Start) * 2448;
}

// Everything that can be in an image at once.
void makeRich(Image &image) {
    CdTextBlock block;
    block.text[CdTextField::Title] = {{0, "The album"}, {2, "Second"}};
    EXPECT_OK(image.setResultingImageType(SubChannelType::Raw));
    EXPECT_OK(image.setMediaCatalogNumber("4006381333931"));
    EXPECT_OK(image.setCdText({block}, {}));
    EXPECT_OK(image.addSpecialPregap(source(9, 200 * SectorSize + 8)));
    addTrack(image, source(1, 310 * SectorSize + 1000), {.rwPacks = source(5, 200 * 96)});
    addTrack(image, source(2, 305 * SectorSize + 2000), {.rwPacks = source(6, 310 * 96)});
    addTrack(image, source(3, 300 * SectorSize + 12), {.pregap = 5, .silentPregap = true, .rwPacks = {}});
}

Bytes read(burnish::Stream &stream, std::size_t count) {
    Bytes bytes(count);
    std::size_t at = 0;
    while (at < count) {
        const auto got = stream.read(std::span(bytes).subspan(at));
        EXPECT_OK(got);
        EXPECT(*got > 0);
        at += *got;
    }
    return bytes;
}

SectorFaults faultsAt(const WholeImage &image, std::int32_t lba, SectorType type) {
    std::array<std::uint8_t, 2352> sector{};
    std::copy_n(image.main(lba).begin(), sector.size(), sector.begin());
    scramble(sector);
    return checkSector(sector, lba, type);
}

// The sectors of a raw track for the place where it lies.
Bytes rawSectors(SectorType plain, std::int32_t from, std::int32_t count) {
    Bytes all(static_cast<std::size_t>(count) * 2352);
    Bytes content = Source::bytes(4, static_cast<std::int64_t>(sourceBytes(plain)));
    if (plain == SectorType::Mode2Form2) {
        std::copy_n(Bytes{0, 0, 0x20, 0, 0, 0, 0x20, 0}.begin(), 8, content.begin());
        std::fill(content.end() - 4, content.end(), std::uint8_t{0});  // no EDC
    }
    for (std::int32_t i = 0; i < count; ++i) {
        encodeSector(plain, from + i, content,
                     std::span(all).subspan(static_cast<std::size_t>(i) * 2352).first<2352>());
    }
    return all;
}

}  // namespace

TEST(anyOrderGivesTheSameBytes) {
    Image first, second;
    makeRich(first);
    makeRich(second);
    const WholeImage whole(first);
    const auto stream = create(second);
    EXPECT_EQ(stream->length(), whole.bytes.size());
    std::mt19937 random(20);
    for (int i = 0; i < 600; ++i) {
        // Mostly around the tracks; portions from a byte to some hundred sectors.
        const std::uint64_t from =
            random() % 4 != 0 ? offsetOf(-200) + random() % (2448 * 1400) : random() % stream->length();
        const std::size_t portion = random() % 3 == 0 ? random() % 300000 + 1 : random() % 5000 + 1;
        const std::size_t count = std::min<std::size_t>(portion, stream->length() - from);
        EXPECT_OK(stream->seek(from));
        const Bytes bytes = read(*stream, count);
        EXPECT(std::equal(bytes.begin(), bytes.end(), whole.bytes.begin() + static_cast<std::ptrdiff_t>(from)));
    }
}

TEST(anyPortionGivesTheSameBytes) {
    Image first;
    makeRich(first);
    const WholeImage whole(first);
    for (const std::size_t portion : {2447U, 2448U, 2449U, 63648U, 100003U}) {
        Image image;
        makeRich(image);
        EXPECT(WholeImage(image, portion).bytes == whole.bytes);
    }
}

TEST(seekingHasItsEnd) {
    Image image;
    addTrack(image, sectors(1, 300));
    const auto stream = create(image);
    EXPECT_OK(stream->seek(stream->length()));
    Bytes bytes(10);
    EXPECT_EQ(*stream->read(bytes), 0U);
    EXPECT_STATUS(stream->seek(stream->length() + 1), status::E_INVALIDARG);
    EXPECT_OK(stream->seek(stream->length() - 3));
    EXPECT_EQ(*stream->read(bytes), 3U);
}

// Sources that can be read once are enough, also from the middle of the lead-in on; nothing is read ahead.
TEST(sourcesAreReadForward) {
    Image image;
    std::vector<std::shared_ptr<Source>> sources = {source(1, 310 * SectorSize + 1000), source(2, 305 * SectorSize + 4),
                                                    source(5, 305 * 96)};
    for (const auto &each : sources) {
        each->seekable = false;
    }
    sources[0]->most = 1001;  // and by and by
    addTrack(image, sources[0]);
    addTrack(image, sources[1], {.rwPacks = sources[2]});
    const auto stream = create(image);
    EXPECT_OK(stream->seek(offsetOf(-11635)));
    read(*stream, 2448 * 11635);
    EXPECT_EQ(sources[0]->taken, 0U);
    read(*stream, 2448 * 100 + 1);
    EXPECT_EQ(sources[0]->taken, 101U * 2352);
    read(*stream, stream->length() - offsetOf(100) - 1);
    for (const auto &each : sources) {
        EXPECT_EQ(each->taken, each->length());
        EXPECT_EQ(each->seeks, 0);
    }
}

// The image keeps nothing: the client may drop all but the stream.
TEST(theStreamKeepsItsSources) {
    ImageStream stream;
    {
        Image image;
        addTrack(image, sectors(1, 300));
        stream = create(image);
    }
    EXPECT_OK(stream->seek(offsetOf(0)));
    const Bytes bytes = read(*stream, 2448);
    EXPECT(std::equal(bytes.begin(), bytes.begin() + 2352, Source::bytes(1, 2352).begin()));
}

TEST(aSourceThatEndsEarlyIsNamed) {
    Image image;
    const auto second = sectors(2, 300);
    second->endsAt = 100 * 2352 + 40;
    addTrack(image, sectors(1, 300));
    addTrack(image, second);
    const auto stream = create(image);
    EXPECT_OK(stream->seek(offsetOf(400)));
    Bytes sector(2448);
    const auto result = stream->read(sector);
    EXPECT_STATUS(result, status::E_STREAM_TOO_SHORT);
    EXPECT(result.error().message.find("Track 2 ended") == 0);
    EXPECT_EQ(*result.error().lba, 400);
    EXPECT_OK(stream->seek(offsetOf(399)));
    EXPECT_OK(stream->read(sector));
}

TEST(aSourceThatFailsIsNamed) {
    Image image;
    const auto pregap = sectors(9, 200);
    pregap->failsAt = 10 * 2352;
    EXPECT_OK(image.addSpecialPregap(pregap));
    addTrack(image, sectors(1, 300));
    const auto stream = create(image);
    EXPECT_OK(stream->seek(offsetOf(-140)));
    Bytes sector(2448);
    const auto result = stream->read(sector);
    EXPECT_STATUS(result, status::E_STREAM_READ_FAILURE);
    EXPECT_EQ(result.error().message, "The special pre-gap: The source broke.");
    // It may get well again.
    pregap->failsAt = UINT64_MAX;
    EXPECT_OK(stream->read(sector));
    EXPECT(std::equal(sector.begin(), sector.begin() + 2352, Source::bytes(9, 11 * 2352).begin() + 10 * 2352));
}

TEST(readingCanBeInterruptedAndGoOn) {
    Image image;
    addTrack(image, sectors(1, 300));
    const auto stream = create(image);
    Bytes sector(2448);
    EXPECT_OK(stream->seek(offsetOf(10)));
    EXPECT_OK(stream->read(sector));
    stream->interrupt();
    EXPECT_STATUS(stream->read(sector), status::E_REQUEST_CANCELLED);
    stream->interrupt();
    EXPECT_OK(stream->seek(offsetOf(0)));
    EXPECT_OK(stream->read(sector));
    EXPECT(std::equal(sector.begin(), sector.begin() + 2352, Source::bytes(1, 2352).begin()));
}

// Every sector from the lead-in to the end is one of its mode, for its own address.
TEST(aDataDiscIsDataAllOver) {
    for (const auto type :
         {SectorType::ModeZero, SectorType::Mode1, SectorType::Mode2Formless, SectorType::Mode2Form1}) {
        Image image;
        const auto size = static_cast<std::int64_t>(sourceBytes(type));
        const bool zero = type == SectorType::ModeZero;
        const auto content = [&](std::uint32_t seed) -> std::shared_ptr<burnish::Stream> {
            return zero ? std::shared_ptr<burnish::Stream>(
                              std::make_shared<Kept>(Bytes(static_cast<std::size_t>(300 * size))))
                        : sectors(seed, 300, size);
        };
        addTrack(image, content(1), {}, type);
        addTrack(image, content(2), {}, type);
        const WholeImage whole(image);
        for (std::int32_t lba = Start; lba < whole.end(); ++lba) {
            const SectorFaults faults = faultsAt(whole, lba, type);
            EXPECT((faults.text).empty());
            const QFrame q = whole.qFrame(lba);
            EXPECT_EQ(q[0], 0x41);
        }
        const std::size_t at = type == SectorType::Mode2Form1 ? 24 : 16;
        for (std::int32_t i = 0; i < 300; ++i) {
            std::array<std::uint8_t, 2352> sector{};
            std::copy_n(whole.main(450 + i).begin(), 2352, sector.begin());
            scramble(sector);
            const Bytes expected = zero ? Bytes(static_cast<std::size_t>(300 * size)) : Source::bytes(2, 300 * size);
            EXPECT(std::equal(expected.begin() + i * size, expected.begin() + (i + 1) * size,
                              sector.begin() + static_cast<std::ptrdiff_t>(at)));
            i += 20;
        }
    }
}

TEST(kindsOfModeTwoMix) {
    Image image;
    addTrack(image, sectors(1, 300, 2336), {}, SectorType::Mode2Formless);
    addTrack(image, sectors(2, 300, 2048), {}, SectorType::Mode2Form1);
    Bytes form2(300 * 2336);
    for (std::size_t i = 0; i < 300; ++i) {
        form2[i * 2336 + 2] = form2[i * 2336 + 6] = 0x24;
        form2[i * 2336 + 100] = static_cast<std::uint8_t>(i);
    }
    addTrack(image, std::make_shared<Kept>(form2), {}, SectorType::Mode2Form2);
    addTrack(image, std::make_shared<Kept>(rawSectors(SectorType::Mode2Form1, 1350, 300)), {},
             SectorType::Mode2Form1Raw);
    const WholeImage whole(image);
    for (const LayoutTrack &track : whole.stream->layout().tracks) {
        for (std::int32_t lba = track.pregap; lba < track.end; ++lba) {
            EXPECT((faultsAt(whole, lba, track.type).text).empty());
        }
    }
    EXPECT(whole.stream->layout().tracks[3].type == SectorType::Mode2Form1);
}

// Raw sectors go to the disc as they are; those that would be wrong there do not.
TEST(rawSectorsAreChecked) {
    struct Case {
        SectorType raw, plain;
    };
    const std::vector<Case> cases = {{SectorType::Mode1Raw, SectorType::Mode1},
                                     {SectorType::Mode2FormlessRaw, SectorType::Mode2Formless},
                                     {SectorType::Mode2Form1Raw, SectorType::Mode2Form1},
                                     {SectorType::Mode2Form2Raw, SectorType::Mode2Form2}};
    for (const Case &each : cases) {
        const Bytes right = rawSectors(each.plain, 0, 300);
        Image image;
        addTrack(image, std::make_shared<Kept>(right), {}, each.raw);
        const WholeImage whole(image);
        EXPECT(whole.mains(0, 300) == right);
        EXPECT((faultsAt(whole, -1, each.plain).text).empty());
        EXPECT((faultsAt(whole, 300, each.plain).text).empty());

        const bool summed = each.plain == SectorType::Mode1 || each.plain == SectorType::Mode2Form1;
        for (const std::size_t byte :
             summed ? std::vector<std::size_t>{0, 13, 15, 2000} : std::vector<std::size_t>{0, 13, 15}) {
            Bytes wrong = right;
            wrong[70 * 2352 + byte] ^= 1;
            Image bad;
            addTrack(bad, std::make_shared<Kept>(wrong), {}, each.raw);
            const auto stream = create(bad);
            Bytes sector(2448);
            EXPECT_OK(stream->seek(offsetOf(69)));
            EXPECT_OK(stream->read(sector));
            const auto result = stream->read(sector);
            EXPECT_STATUS(result, status::E_STREAM_READ_FAILURE);
            EXPECT(result.error().message.find("Track 1") == 0);
            EXPECT(result.error().message.find(" 70 ") != std::string::npos);
            EXPECT_EQ(*result.error().lba, 70);
        }
        Image moved;  // made for another place
        addTrack(moved, std::make_shared<Kept>(rawSectors(each.plain, 1, 300)), {}, each.raw);
        const auto stream = create(moved);
        Bytes sector(2448);
        EXPECT_OK(stream->seek(offsetOf(0)));
        EXPECT_STATUS(stream->read(sector), status::E_STREAM_READ_FAILURE);
    }
}
