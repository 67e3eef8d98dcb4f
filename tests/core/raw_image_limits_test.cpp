// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImage: each limit on both of its sides, and each refusal with its status.
#include "raw_image_support.hpp"

#include <array>
#include <limits>

using namespace burnish;
using namespace burnish::cd;
using namespace test;

namespace {

constexpr auto Audio = SectorType::Audio;

Status statusOf(const Result<void> &result) {
    return result.ok() ? status::S_OK : result.error().status;
}

Status setIsrc(Image &image, const std::string &isrc, std::int32_t index = 1) {
    return statusOf(image.changeTrack(index, [&](RawTrackSettings &settings) -> Result<void> {
        settings.isrc = isrc;
        return {};
    }));
}

Status setCopy(Image &image, std::int32_t copy, std::int32_t index = 1) {
    return statusOf(image.changeTrack(index, [&](RawTrackSettings &settings) -> Result<void> {
        settings.copy = static_cast<DigitalCopy>(copy);
        return {};
    }));
}

}  // namespace

TEST(aTrackHasAtLeastFourSeconds) {
    Image image;
    EXPECT_STATUS(image.addTrack(Audio, source(1, Shortest * SectorSize - 4)), status::E_INVALIDARG);
    EXPECT_EQ(image.numberOfExistingTracks(), 0);
    EXPECT_EQ(addTrack(image, source(1, Shortest * SectorSize)), 1);
    EXPECT_EQ(image.numberOfExistingTracks(), 1);
    Image data;
    EXPECT_STATUS(data.addTrack(SectorType::Mode1, sectors(1, 299, 2048)), status::E_INVALIDARG);
    EXPECT_OK(data.addTrack(SectorType::Mode1, sectors(1, 300, 2048)));
}

TEST(audioIsCountedInSamplesAndDataInSectors) {
    Image image;
    for (const int odd : {1, 2, 3}) {
        EXPECT_STATUS(image.addTrack(Audio, source(1, 400 * SectorSize + odd)), status::E_INVALIDARG);
    }
    EXPECT_OK(image.addTrack(Audio, source(1, 400 * SectorSize + 4)));
    Image data;
    EXPECT_STATUS(data.addTrack(SectorType::Mode1, source(1, 400 * 2048 + 4)), status::E_INVALIDARG);
    EXPECT_STATUS(data.addTrack(SectorType::Mode1Raw, source(1, 400 * 2048)), status::E_INVALIDARG);
}

TEST(aStreamIsThereAndTellsItsLength) {
    Image image;
    EXPECT_STATUS(image.addTrack(Audio, nullptr), status::E_POINTER);
    EXPECT_STATUS(image.addSpecialPregap(nullptr), status::E_POINTER);
    EXPECT_STATUS(image.addSubcodeRwGenerator(nullptr), status::E_POINTER);
    const auto unknown = source(1, -1);  // as much as UnknownLength
    EXPECT_EQ(unknown->length(), Stream::UnknownLength);
    EXPECT_STATUS(image.addTrack(Audio, unknown), status::E_INVALIDARG);
    EXPECT_STATUS(image.addSpecialPregap(unknown), status::E_INVALIDARG);
}

TEST(aSpecialPregapHasAtLeastTwoSeconds) {
    Image image;
    EXPECT_STATUS(image.addSpecialPregap(source(1, 150 * SectorSize - 4)), status::E_INVALIDARG);
    EXPECT_OK(image.addSpecialPregap(source(1, 150 * SectorSize)));
    addTrack(image, sectors(2, Shortest));
    EXPECT_EQ(info(image, 1).startingLba, 0);
    EXPECT_STATUS(image.addSpecialPregap(source(1, 150 * SectorSize)), status::E_RAW_IMAGE_TRACKS_ALREADY_ADDED);
}

// Its last sector is 397,799 at most, so that the shortest track ends with sector 398,099.
TEST(aSpecialPregapLeavesRoomForATrack) {
    Image image;
    EXPECT_STATUS(image.addSpecialPregap(sectors(1, 397951)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    EXPECT_OK(image.addSpecialPregap(sectors(1, 397950)));
    EXPECT_STATUS(image.addTrack(Audio, source(2, 300 * SectorSize + 4)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    addTrack(image, sectors(2, 300));
    EXPECT_EQ(info(image, 1).startingLba, Image::LastPregapSector + 1);
    EXPECT_EQ(*image.lastUsedUserSectorInImage(), Image::LastTrackSector);
}

TEST(theLastSectorOfATrackIs398099) {
    EXPECT_EQ(Image().startOfLeadoutLimit(), 398099);
    Image image;
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 398101)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    EXPECT_STATUS(image.addTrack(Audio, source(1, 398100 * SectorSize + 4)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    addTrack(image, sectors(1, 398100));
    EXPECT_EQ(*image.lastUsedUserSectorInImage(), 398099);
    EXPECT_EQ(*image.startOfLeadout(), 398100);
    EXPECT_STATUS(image.addTrack(Audio, sectors(2, 300)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    EXPECT_EQ(create(image)->length(), (398100U + 22650U + 6750U) * 2448U);
}

// Lengths that no address can count, alone and together.
TEST(absurdLengthsAreRefused) {
    constexpr std::int64_t Huge = std::numeric_limits<std::int64_t>::max() / 2352 * 2352;
    Image image;
    EXPECT_STATUS(image.addTrack(Audio, source(1, Huge)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    EXPECT_STATUS(image.addSpecialPregap(source(1, Huge)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    addTrack(image, sectors(1, 398000));
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 398000)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
}

TEST(theLeadOutStartsAtTheLimitAtTheLatest) {
    Image image;
    EXPECT_OK(image.setStartOfLeadoutLimit(1000));
    EXPECT_EQ(image.startOfLeadoutLimit(), 1000);
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 1001)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    addTrack(image, sectors(1, 1000));
    EXPECT_EQ(*image.startOfLeadout(), 1000);
    EXPECT_STATUS(image.setStartOfLeadoutLimit(999), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    EXPECT_EQ(image.startOfLeadoutLimit(), 1000);
    EXPECT_OK(image.setStartOfLeadoutLimit(1300));
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 301)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    addTrack(image, sectors(1, 300));
}

TEST(theLimitOfTheLeadOutHasARange) {
    Image image;
    for (const std::int32_t bad : {INT32_MIN, -1, 0, 299, 398100, INT32_MAX}) {
        EXPECT_STATUS(image.setStartOfLeadoutLimit(bad), status::E_INVALIDARG);
    }
    EXPECT_OK(image.setStartOfLeadoutLimit(300));
    EXPECT_OK(image.setStartOfLeadoutLimit(398099));
    EXPECT_OK(image.setStartOfLeadoutLimit(398098));
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 398099)), status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    EXPECT_OK(image.addTrack(Audio, sectors(1, 398098)));
}

TEST(anImageHas99Tracks) {
    Image image;
    for (int i = 1; i <= 99; ++i) {
        EXPECT_EQ(addTrack(image, sectors(1, Shortest)), i);
    }
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, Shortest)), status::E_RAW_IMAGE_TOO_MANY_TRACKS);
    EXPECT_EQ(image.numberOfExistingTracks(), 99);
    EXPECT_EQ(info(image, 99).trackNumber, 99);
    EXPECT_EQ(*image.startOfLeadout(), 99 * 300);
}

TEST(trackNumbersEndWith99) {
    Image image;
    EXPECT_EQ(image.startingTrackNumber(), 1);
    for (const std::int32_t bad : {-1, 0, 100}) {
        EXPECT_STATUS(image.setStartingTrackNumber(bad), status::E_INVALIDARG);
    }
    EXPECT_OK(image.setStartingTrackNumber(99));
    addTrack(image, sectors(1, Shortest));
    EXPECT_EQ(info(image, 1).trackNumber, 99);
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, Shortest)), status::E_RAW_IMAGE_TOO_MANY_TRACKS);
    EXPECT_STATUS(image.setStartingTrackNumber(1), status::E_RAW_IMAGE_TRACKS_ALREADY_ADDED);
    Image fifty;
    EXPECT_OK(fifty.setStartingTrackNumber(50));
    for (int i = 0; i < 50; ++i) {
        addTrack(fifty, sectors(1, Shortest));
    }
    EXPECT_STATUS(fifty.addTrack(Audio, sectors(1, Shortest)), status::E_RAW_IMAGE_TOO_MANY_TRACKS);
}

TEST(onlyAudioStartsWithAnotherNumber) {
    Image image;
    EXPECT_OK(image.setStartingTrackNumber(2));
    EXPECT_STATUS(image.addTrack(SectorType::Mode1, sectors(1, 300, 2048)),
                  status::E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    EXPECT_OK(image.addTrack(Audio, sectors(1, 300)));
}

TEST(aSpecialPregapMakesTheFirstTrackAudio) {
    Image image;
    EXPECT_OK(image.addSpecialPregap(sectors(1, 150)));
    EXPECT_STATUS(image.addTrack(SectorType::Mode1, sectors(1, 300, 2048)),
                  status::E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    EXPECT_OK(image.addTrack(Audio, sectors(1, 300)));
}

// All of one mode: every type behind every other.
TEST(typesMixWithinAMode) {
    constexpr std::array<int, 10> Mode = {0, -1, 1, 2, 2, 2, 1, 2, 2, 2};
    for (std::size_t first = 0; first < Mode.size(); ++first) {
        for (std::size_t second = 0; second < Mode.size(); ++second) {
            Image image;
            const auto add = [&image](std::size_t type) {
                const auto as = static_cast<SectorType>(type);
                return image.addTrack(as, sectors(1, 300, static_cast<std::int64_t>(sourceBytes(as))));
            };
            EXPECT_OK(add(first));
            if (Mode[first] == Mode[second]) {
                EXPECT_OK(add(second));
            } else {
                EXPECT_STATUS(add(second), status::E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
                EXPECT_EQ(image.numberOfExistingTracks(), 1);
            }
        }
    }
    Image image;
    for (const int none : {-1, 10}) {
        EXPECT_STATUS(image.addTrack(static_cast<SectorType>(none), sectors(1, 300)),
                      status::E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    }
}

TEST(indexesKeepTheirDistance) {
    Image image;
    addTrack(image, sectors(1, 1000));
    EXPECT_EQ(*image.addTrackIndex(1, 0), status::S_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS);
    EXPECT_STATUS(image.addTrackIndex(1, 9), status::E_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX);
    EXPECT_EQ(*image.addTrackIndex(1, 10), status::S_OK);
    EXPECT_EQ(*image.addTrackIndex(1, 10), status::S_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS);
    EXPECT_EQ(*image.addTrackIndex(1, 500), status::S_OK);
    EXPECT_STATUS(image.addTrackIndex(1, 491), status::E_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX);
    EXPECT_STATUS(image.addTrackIndex(1, 509), status::E_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX);
    EXPECT_EQ(*image.addTrackIndex(1, 490), status::S_OK);
    EXPECT_EQ(*image.addTrackIndex(1, 510), status::S_OK);
    EXPECT((info(image, 1).indexes == std::vector<std::int32_t>{0, 10, 490, 500, 510}));
}

TEST(indexesLieInTheirTrack) {
    Image image;
    addTrack(image, sectors(1, 1000));
    EXPECT_STATUS(image.addTrackIndex(1, -1), status::E_INVALIDARG);
    EXPECT_STATUS(image.addTrackIndex(1, 1000), status::E_INVALIDARG);
    EXPECT_OK(image.addTrackIndex(1, 999));
    for (const std::int32_t track : {0, 2, -1}) {
        EXPECT_STATUS(image.addTrackIndex(track, 20), status::E_INVALIDARG);
        EXPECT_STATUS(image.clearTrackIndex(track, 20), status::E_INVALIDARG);
        EXPECT_STATUS(image.track(track), status::E_INVALIDARG);
        EXPECT_EQ(setIsrc(image, "", track), status::E_INVALIDARG);
    }
    // The next track's pre-gap would take the index; without one it does not.
    EXPECT_STATUS(image.addTrack(Audio, sectors(2, 300)), status::E_INVALIDARG);
    EXPECT_OK(image.addTrack(Audio, sectors(2, 300), {.pregap = 0, .rwPacks = {}}));
    EXPECT_OK(image.clearTrackIndex(1, 999));
    Image other;
    addTrack(other, sectors(1, 1000));
    addTrack(other, sectors(2, 300));
    EXPECT_STATUS(other.addTrackIndex(1, 850), status::E_INVALIDARG);
    EXPECT_OK(other.addTrackIndex(1, 849));
}

TEST(aTrackHas99Indexes) {
    Image image;
    addTrack(image, sectors(1, 1000));
    for (std::int32_t i = 1; i < 99; ++i) {
        EXPECT_EQ(*image.addTrackIndex(1, 10 * i), status::S_OK);
    }
    EXPECT_EQ(info(image, 1).indexes.size(), 99U);
    EXPECT_STATUS(image.addTrackIndex(1, 990), status::E_RAW_IMAGE_TOO_MANY_TRACK_INDEXES);
    EXPECT_OK(image.clearTrackIndex(1, 500));
    EXPECT_EQ(*image.addTrackIndex(1, 990), status::S_OK);
}

TEST(indexesAreClearedByTheirPlace) {
    Image image;
    addTrack(image, sectors(1, 1000));
    EXPECT_OK(image.addTrackIndex(1, 100));
    EXPECT_STATUS(image.clearTrackIndex(1, 0), status::E_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED);
    EXPECT_STATUS(image.clearTrackIndex(1, 101), status::E_RAW_IMAGE_TRACK_INDEX_NOT_FOUND);
    EXPECT_OK(image.clearTrackIndex(1, 100));
    EXPECT_STATUS(image.clearTrackIndex(1, 100), status::E_RAW_IMAGE_TRACK_INDEX_NOT_FOUND);
}

TEST(theCatalogueNumberIsChecked) {
    Image image;
    EXPECT((image.mediaCatalogNumber()).empty());
    EXPECT_OK(image.setMediaCatalogNumber("4006381333931"));
    EXPECT_EQ(image.mediaCatalogNumber(), "4006381333931");
    for (const char *bad : {"4006381333932", "40063813339310", "400638133393A", " 4006381333931", "12"}) {
        EXPECT_STATUS(image.setMediaCatalogNumber(bad), status::E_INVALIDARG);
    }
    EXPECT_EQ(image.mediaCatalogNumber(), "4006381333931");
    EXPECT_OK(image.setMediaCatalogNumber("36000291452"));  // a UPC without its leading zero
    EXPECT_EQ(image.mediaCatalogNumber(), "0036000291452");
    EXPECT_OK(image.setMediaCatalogNumber(""));
    EXPECT((image.mediaCatalogNumber()).empty());
}

TEST(anIsrcIsChecked) {
    Image image;
    addTrack(image, sectors(1, 300));
    EXPECT((info(image, 1).settings.isrc).empty());
    EXPECT_EQ(setIsrc(image, "US-K7Y-98-12345"), status::S_OK);
    EXPECT_EQ(info(image, 1).settings.isrc, "USK7Y9812345");
    for (const char *bad : {"ABC", "USK7Y981234", "USK7Y98123456", "1SK7Y9812345", "USK7YA812345"}) {
        EXPECT_EQ(setIsrc(image, bad), status::E_INVALIDARG);
    }
    EXPECT_EQ(setIsrc(image, "usk7y9812345"), status::S_OK);
    EXPECT_EQ(info(image, 1).settings.isrc, "USK7Y9812345");
    EXPECT_EQ(setIsrc(image, ""), status::S_OK);
    EXPECT((info(image, 1).settings.isrc).empty());
}

TEST(audioSettingsAreOfAudioTracks) {
    Image image;
    addTrack(image, sectors(1, 300));
    EXPECT_EQ(static_cast<int>(info(image, 1).settings.copy), 1);
    for (const std::int32_t copy : {0, 1, 2}) {
        EXPECT_EQ(setCopy(image, copy), status::S_OK);
        EXPECT_EQ(static_cast<int>(info(image, 1).settings.copy), copy);
    }
    EXPECT_EQ(setCopy(image, 3), status::E_INVALIDARG);
    EXPECT_EQ(setCopy(image, -1), status::E_INVALIDARG);
    Image data;
    addTrack(data, sectors(1, 300, 2048), {}, SectorType::Mode1);
    EXPECT_EQ(setCopy(data, 0), status::E_INVALIDARG);
    EXPECT_EQ(setIsrc(data, "USK7Y9812345"), status::E_INVALIDARG);
    EXPECT_STATUS(data.changeTrack(1,
                                   [](RawTrackSettings &settings) -> Result<void> {
                                       settings.preEmphasis = true;
                                       return {};
                                   }),
                  status::E_INVALIDARG);
}

TEST(pregapsHaveARange) {
    Image image;
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 300), {.pregap = -2, .rwPacks = {}}), status::E_INVALIDARG);
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 300), {.pregap = 450000, .rwPacks = {}}), status::E_INVALIDARG);
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 300), {.pregap = 449999, .rwPacks = {}}),
                  status::E_RAW_IMAGE_INSUFFICIENT_SPACE);
    addTrack(image, sectors(1, 300));
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 300), {.pregap = 300, .rwPacks = {}}), status::E_INVALIDARG);
    EXPECT_OK(image.addTrack(Audio, sectors(1, 300), {.pregap = 299, .rwPacks = {}}));
    Image special;
    EXPECT_OK(special.addSpecialPregap(sectors(1, 200)));
    EXPECT_STATUS(special.addTrack(Audio, sectors(1, 300), {.pregap = 200, .rwPacks = {}}), status::E_INVALIDARG);
}

TEST(imageTypesAreThree) {
    Image image;
    EXPECT(image.resultingImageType() == SubChannelType::Cooked);
    for (const int type : {1, 2, 3}) {
        EXPECT_OK(image.setResultingImageType(static_cast<SubChannelType>(type)));
        EXPECT_EQ(static_cast<int>(image.resultingImageType()), type);
    }
    EXPECT_STATUS(image.setResultingImageType(static_cast<SubChannelType>(0)), status::E_INVALIDARG);
    EXPECT_STATUS(image.setResultingImageType(static_cast<SubChannelType>(4)), status::E_INVALIDARG);
}

TEST(pAndQOnlyHasNoRoomForMore) {
    CdTextBlock block;
    block.text[CdTextField::Title][0] = "Album";
    const auto cdg = [] { return RawTrackOptions{.rwPacks = source(1, 96)}; };
    Image image;
    EXPECT_OK(image.setResultingImageType(SubChannelType::PqOnly));
    EXPECT_STATUS(image.addSubcodeRwGenerator(source(1, 96)), status::E_INVALIDARG);
    EXPECT_STATUS(image.setCdText({block}, {}), status::E_INVALIDARG);
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 300), cdg()), status::E_INVALIDARG);
    Image generated, text, karaoke;
    EXPECT_OK(generated.addSubcodeRwGenerator(source(1, 96)));
    EXPECT_OK(text.setCdText({block}, {}));
    EXPECT_OK(karaoke.addTrack(Audio, sectors(1, 300), cdg()));
    for (Image *each : {&generated, &text, &karaoke}) {
        EXPECT_STATUS(each->setResultingImageType(SubChannelType::PqOnly), status::E_INVALIDARG);
        EXPECT_OK(each->setResultingImageType(SubChannelType::Raw));
    }
    EXPECT_STATUS(generated.setCdText({block}, {}), status::E_INVALIDARG);
    EXPECT_STATUS(text.addSubcodeRwGenerator(source(1, 96)), status::E_INVALIDARG);
    EXPECT_OK(text.setCdText({}, {}));
    EXPECT_OK(text.addSubcodeRwGenerator(source(1, 96)));
}

TEST(theGeneratorIsAsLongAsTheImage) {
    constexpr std::int64_t Needed = (22650 + 300 + 6750) * 96;
    for (const std::int64_t wrong :
         {std::int64_t{0}, Needed - 96, Needed - 1, Needed + 1, Needed + 96, std::int64_t{-1}}) {
        Image image;
        EXPECT_OK(image.addSubcodeRwGenerator(source(1, wrong)));
        addTrack(image, sectors(1, 300));
        EXPECT_STATUS(image.createResultImage(), status::E_INVALIDARG);
        EXPECT_OK(image.addSubcodeRwGenerator(source(1, Needed)));  // it can still be put right
        EXPECT_OK(image.createResultImage());
    }
}

TEST(cdTextPacksAreWhole) {
    // A size pack that others have published.
    CdTextPack pack = {0x88, 0x00, 0x23, 0x00, 0x01, 0x0E, 0x00, 0x3F, 0x02,
                       0x12, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x12, 0x00};
    Image image;
    EXPECT_OK(image.setCdTextPacks({pack}));
    EXPECT_OK(image.setCdTextPacks(std::vector(2048, pack)));
    EXPECT_STATUS(image.setCdTextPacks(std::vector(2049, pack)), status::E_CD_TEXT_TOO_LONG);
    pack[5] ^= 1;
    EXPECT_STATUS(image.setCdTextPacks({pack}), status::E_CD_TEXT_DAMAGED);
}

TEST(anImageNeedsATrack) {
    Image image;
    EXPECT_STATUS(image.createResultImage(), status::E_RAW_IMAGE_NO_TRACKS);
    EXPECT_STATUS(image.startOfLeadout(), status::E_RAW_IMAGE_NO_TRACKS);
    EXPECT_STATUS(image.lastUsedUserSectorInImage(), status::E_RAW_IMAGE_NO_TRACKS);
    EXPECT_STATUS(image.expectedTableOfContents(), status::E_RAW_IMAGE_NO_TRACKS);
    EXPECT_STATUS(image.layout(), status::E_RAW_IMAGE_NO_TRACKS);
    addTrack(image, sectors(1, 300));
    EXPECT_OK(image.createResultImage());
}

TEST(aMadeImageCannotBeChanged) {
    Image image;
    addTrack(image, sectors(1, 300));
    EXPECT_OK(image.createResultImage());
    constexpr Status ReadOnly = status::E_RAW_IMAGE_IS_READ_ONLY;
    EXPECT_STATUS(image.createResultImage(), ReadOnly);
    EXPECT_STATUS(image.addTrack(Audio, sectors(1, 300)), ReadOnly);
    EXPECT_STATUS(image.addSpecialPregap(sectors(1, 150)), ReadOnly);
    EXPECT_STATUS(image.addSubcodeRwGenerator(source(1, 96)), ReadOnly);
    EXPECT_STATUS(image.setResultingImageType(SubChannelType::Raw), ReadOnly);
    EXPECT_STATUS(image.setStartingTrackNumber(1), ReadOnly);
    EXPECT_STATUS(image.setStartOfLeadoutLimit(1000), ReadOnly);
    EXPECT_STATUS(image.setDisableGaplessAudio(true), ReadOnly);
    EXPECT_STATUS(image.setMediaCatalogNumber(""), ReadOnly);
    EXPECT_STATUS(image.setCdText({}, {}), ReadOnly);
    EXPECT_STATUS(image.setCdTextPacks({}), ReadOnly);
    EXPECT_EQ(setIsrc(image, ""), ReadOnly);
    EXPECT_STATUS(image.addTrackIndex(1, 20), ReadOnly);
    EXPECT_STATUS(image.clearTrackIndex(1, 20), ReadOnly);
    EXPECT_EQ(*image.startOfLeadout(), 300);
    EXPECT_EQ(image.numberOfExistingTracks(), 1);
    EXPECT_EQ(info(image, 1).sectorCount, 300);
}
