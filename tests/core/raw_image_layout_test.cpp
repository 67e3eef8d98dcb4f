// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImage: where tracks come to lie and which samples they have, with gaps and without.
#include "raw_image_support.hpp"

using namespace burnish;
using namespace burnish::cd;
using namespace test;

namespace {

RawTrackOptions pregap(std::int32_t sectorCount, bool silent = false) {
    return {.pregap = sectorCount, .silentPregap = silent, .rwPacks = {}};
}

// The bytes of sources one behind the other, filled up to whole sectors.
Bytes joined(const std::vector<Bytes> &parts) {
    Bytes all;
    for (const Bytes &part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    all.resize((all.size() + 2351) / 2352 * 2352);
    return all;
}

bool isSilent(const WholeImage &image, std::int32_t from, std::int32_t to) {
    return image.mains(from, to) == Bytes(static_cast<std::size_t>(to - from) * 2352);
}

// Lengths that are no whole sectors; sums of them cross sectors in every way.
constexpr std::int64_t Odd1 = 301 * 2352 + 1000, Odd2 = 400 * 2352 + 1400, Odd3 = 350 * 2352 + 4;

}  // namespace

TEST(tracksWithoutGapsJoinToTheSample) {
    Image image;
    addTrack(image, source(1, Odd1));
    addTrack(image, source(2, Odd2));
    addTrack(image, source(3, Odd3));
    EXPECT_EQ(info(image, 1).startingLba, 0);
    EXPECT_EQ(info(image, 2).startingLba, static_cast<std::int32_t>(Odd1 / 2352));
    EXPECT_EQ(info(image, 3).startingLba, static_cast<std::int32_t>((Odd1 + Odd2) / 2352));
    const std::int64_t all = Odd1 + Odd2 + Odd3;
    EXPECT_EQ(*image.startOfLeadout(), static_cast<std::int32_t>((all + 2351) / 2352));
    EXPECT_EQ(info(image, 1).sectorCount, info(image, 2).startingLba);
    EXPECT_EQ(info(image, 2).sectorCount, info(image, 3).startingLba - info(image, 2).startingLba);
    EXPECT_EQ(info(image, 1).padding, 0);
    EXPECT_EQ(info(image, 2).padding, 0);
    EXPECT_EQ(info(image, 3).padding, static_cast<std::int32_t>(2352 - all % 2352));
    const WholeImage whole(image);
    EXPECT(whole.mains(0, *image.startOfLeadout()) ==
           joined({Source::bytes(1, Odd1), Source::bytes(2, Odd2), Source::bytes(3, Odd3)}));
    EXPECT(isSilent(whole, Start, 0));
    EXPECT(isSilent(whole, *image.startOfLeadout(), whole.end()));
}

// IMAPI2: the last two seconds of a track are the pre-gap of the next.
TEST(withoutGapsThePregapIsTheEndOfTheTrackBefore) {
    Image image;
    addTrack(image, sectors(1, 400));
    addTrack(image, sectors(2, 300));
    EXPECT_EQ(info(image, 2).pregap, 150);
    EXPECT_EQ(info(image, 2).startingLba, 400);
    const auto layout = image.layout();
    EXPECT_OK(layout);
    EXPECT_EQ(layout->tracks[0].pregap, -150);
    EXPECT_EQ(layout->tracks[0].start, 0);
    EXPECT_EQ(layout->tracks[0].end, 250);
    EXPECT_EQ(layout->tracks[1].pregap, 250);
    EXPECT_EQ(layout->tracks[1].end, 700);
    EXPECT_EQ(layout->leadOut, 700);
}

TEST(aPregapCanBeAnyLength) {
    Image image;
    addTrack(image, sectors(1, 400), pregap(0));  // the first has two seconds in any case
    addTrack(image, sectors(2, 400), pregap(0));
    addTrack(image, sectors(3, 400), pregap(33));
    addTrack(image, source(4, Odd1), pregap(20, true));
    EXPECT_EQ(info(image, 1).pregap, 150);
    EXPECT_EQ(info(image, 1).startingLba, 0);
    EXPECT_EQ(info(image, 2).pregap, 0);
    EXPECT_EQ(info(image, 2).startingLba, 400);
    EXPECT_EQ(info(image, 3).pregap, 33);
    EXPECT_EQ(info(image, 3).startingLba, 800);
    EXPECT_EQ(info(image, 3).sectorCount, 400);
    EXPECT_EQ(info(image, 4).pregap, 20);
    EXPECT_EQ(info(image, 4).startingLba, 1220);
    const WholeImage whole(image);
    EXPECT(isSilent(whole, 1200, 1220));
    EXPECT(whole.mains(1220, 1522) == joined({Source::bytes(4, Odd1)}));
}

TEST(theFirstTracksPregapCanBeLonger) {
    Image image;
    addTrack(image, sectors(1, 400), pregap(225));
    EXPECT_EQ(info(image, 1).startingLba, 75);
    EXPECT_EQ(info(image, 1).pregap, 225);
    const WholeImage whole(image);
    EXPECT(isSilent(whole, Start, 75));
    EXPECT(whole.mains(75, 475) == Source::bytes(1, 400 * 2352));
}

TEST(withGapsEachTrackIsFilledUp) {
    Image image;
    EXPECT(!image.disableGaplessAudio());
    EXPECT_OK(image.setDisableGaplessAudio(true));
    addTrack(image, source(1, Odd1));
    addTrack(image, source(2, Odd2), pregap(75));
    addTrack(image, source(3, Odd3), pregap(0));
    const std::int32_t second = 302 + 75, third = second + 401;
    EXPECT_EQ(info(image, 1).sectorCount, 302);
    EXPECT_EQ(info(image, 1).padding, 1352);
    EXPECT_EQ(info(image, 2).startingLba, second);
    EXPECT_EQ(info(image, 2).sectorCount, 401);
    EXPECT_EQ(info(image, 2).padding, 952);
    EXPECT_EQ(info(image, 3).startingLba, third);
    EXPECT_EQ(info(image, 3).padding, 2348);
    EXPECT_EQ(*image.startOfLeadout(), third + 351);
    const WholeImage whole(image);
    EXPECT(whole.mains(0, 302) == joined({Source::bytes(1, Odd1)}));
    EXPECT(isSilent(whole, 302, second));
    EXPECT(whole.mains(second, third) == joined({Source::bytes(2, Odd2)}));
    EXPECT(whole.mains(third, third + 351) == joined({Source::bytes(3, Odd3)}));
}

TEST(withGapsThePauseHasTwoSeconds) {
    Image image;
    EXPECT_OK(image.setDisableGaplessAudio(true));
    addTrack(image, sectors(1, 400));
    addTrack(image, sectors(2, 300));
    EXPECT_EQ(info(image, 2).startingLba, 550);
    EXPECT_EQ(info(image, 2).pregap, 150);
    const auto layout = image.layout();
    EXPECT_EQ(layout->tracks[0].end, 400);
    EXPECT_EQ(layout->tracks[1].pregap, 400);
}

// Changed later, all that was said is laid out anew; where that cannot be, nothing changes.
TEST(gapsCanBeChangedLater) {
    Image image;
    EXPECT_OK(image.setStartOfLeadoutLimit(849));
    addTrack(image, sectors(1, 400));
    addTrack(image, sectors(2, 300));
    EXPECT_STATUS(image.setDisableGaplessAudio(true), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    EXPECT(!image.disableGaplessAudio());
    EXPECT_EQ(*image.startOfLeadout(), 700);
    EXPECT_OK(image.setStartOfLeadoutLimit(850));
    EXPECT_OK(image.setDisableGaplessAudio(true));
    EXPECT_EQ(*image.startOfLeadout(), 850);
    EXPECT_OK(image.addTrackIndex(1, 390));
    EXPECT_STATUS(image.setDisableGaplessAudio(false), status::E_INVALIDARG);
}

// A track that cannot be heard but by going back from the first one.
TEST(aSpecialPregapIsHiddenInFrontOfTrackOne) {
    for (const bool gaps : {false, true}) {
        Image image;
        EXPECT_OK(image.setDisableGaplessAudio(gaps));
        EXPECT_OK(image.addSpecialPregap(source(9, Odd2)));
        addTrack(image, source(1, Odd1));
        const std::int32_t first = (gaps ? 401 : 400) - 150;
        EXPECT_EQ(info(image, 1).startingLba, first);
        EXPECT_EQ(info(image, 1).pregap, first + 150);
        const WholeImage whole(image);
        if (gaps) {
            EXPECT(whole.mains(-150, first) == joined({Source::bytes(9, Odd2)}));
            EXPECT(whole.mains(first, first + 302) == joined({Source::bytes(1, Odd1)}));
        } else {
            EXPECT(whole.mains(-150, *image.startOfLeadout()) ==
                   joined({Source::bytes(9, Odd2), Source::bytes(1, Odd1)}));
        }
        EXPECT(isSilent(whole, Start, -150));
    }
}

// As READ TOC/PMA/ATIP, format 2, replies: by hand.
TEST(theExpectedTableOfContentsIsAReply) {
    Image image;
    EXPECT_OK(image.setStartingTrackNumber(7));
    addTrack(image, sectors(1, 4500));
    addTrack(image, sectors(2, 300));
    EXPECT_OK(image.changeTrack(2, [](RawTrackSettings &settings) -> Result<void> {
        settings.copy = DigitalCopy::Permitted;
        settings.preEmphasis = true;
        return {};
    }));
    const Bytes expected = {0x00, 0x39, 1, 1,                          //
                            1,    0x10, 0, 0xA0, 0, 0, 0, 0, 7, 0, 0,  //
                            1,    0x13, 0, 0xA1, 0, 0, 0, 0, 8, 0, 0,  //
                            1,    0x13, 0, 0xA2, 0, 0, 0, 0, 1, 6, 0,  // 4800 + 150
                            1,    0x10, 0, 7,    0, 0, 0, 0, 0, 2, 0,  //
                            1,    0x13, 0, 8,    0, 0, 0, 0, 1, 2, 0};
    EXPECT(*image.expectedTableOfContents() == expected);
}

TEST(aDiscOfModeTwoFormsIsXa) {
    const auto typeOf = [](SectorType type) {
        Image image;
        addTrack(image, sectors(1, 300, static_cast<std::int64_t>(sourceBytes(type))), {}, type);
        EXPECT_EQ(image.layout()->tracks[0].control, type == SectorType::Audio ? 0 : 4);
        EXPECT_EQ((*image.expectedTableOfContents())[13], image.layout()->discType);
        return static_cast<int>(image.layout()->discType);
    };
    EXPECT_EQ(typeOf(SectorType::Audio), 0);
    EXPECT_EQ(typeOf(SectorType::Mode1), 0);
    EXPECT_EQ(typeOf(SectorType::Mode2Formless), 0);
    EXPECT_EQ(typeOf(SectorType::Mode2Form1), 0x20);
    EXPECT_EQ(typeOf(SectorType::Mode2Form2Raw), 0x20);
}

TEST(dataHasPregapsOfItsOwn) {
    Image image;
    addTrack(image, sectors(1, 300, 2048), {}, SectorType::Mode1);
    addTrack(image, sectors(2, 300, 2048), {}, SectorType::Mode1);
    addTrack(image, sectors(3, 300, 2048), pregap(0), SectorType::Mode1);
    EXPECT_EQ(info(image, 2).startingLba, 450);
    EXPECT_EQ(info(image, 3).startingLba, 750);
    EXPECT_EQ(*image.startOfLeadout(), 1050);
}
