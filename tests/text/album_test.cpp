// SPDX-License-Identifier: LGPL-2.1-or-later
// Albums: what a sheet and its files become on a disc, sector by sector of the image.
#include "cd/album.hpp"
#include "../core/temporary_folder.hpp"
#include "check.hpp"
#include "stream/audio_file_stream.hpp"

#include <algorithm>
#include <fstream>
#include <memory>

namespace cd = burnish::cd;
namespace status = burnish::status;
using burnish::Result;
using cd::RawImage;

namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr std::size_t Sector = 2352;

// Samples that tell where they belong.
Bytes sound(std::size_t bytes, std::uint32_t seed) {
    Bytes result(bytes);
    for (auto &byte : result) {
        seed = seed * 1664525 + 1013904223;
        byte = static_cast<std::uint8_t>(seed >> 24 | 1);  // no silence
    }
    return result;
}

Bytes wav(const Bytes &samples, std::uint32_t rate = 44100, std::uint16_t channels = 2) {
    Bytes file;
    const auto text = [&](std::string_view word) {
        for (const char letter : word) {
            file.push_back(static_cast<std::uint8_t>(letter));
        }
    };
    const auto number = [&](std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) {
            file.push_back(static_cast<std::uint8_t>(value >> 8 * i));
        }
    };
    const auto size = static_cast<std::uint32_t>(samples.size());
    text("RIFF"), number(size + 36, 4), text("WAVE"), text("fmt "), number(16, 4), number(1, 2), number(channels, 2);
    number(rate, 4), number(rate * channels * 2, 4), number(channels * 2U, 2), number(16, 2), text("data");
    number(size, 4);
    file.insert(file.end(), samples.begin(), samples.end());
    return file;
}

void write(const std::string &path, const Bytes &bytes) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

Bytes join(std::initializer_list<Bytes> parts) {
    Bytes all;
    for (const Bytes &part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

Bytes silence(std::size_t sectors) {
    return Bytes(sectors * Sector);
}

Bytes slice(const Bytes &bytes, std::size_t from, std::size_t to) {
    return {bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.begin() + static_cast<std::ptrdiff_t>(to)};
}

cd::SheetFile sheetOf(const test::TemporaryFolder &folder, const std::string &text) {
    auto sheet = cd::parseSheet(text);
    EXPECT_OK(sheet);
    return {std::move(*sheet), folder / ""};
}

void build(const test::TemporaryFolder &folder, const std::string &text, RawImage &image) {
    EXPECT_OK(cd::addToRawImage(sheetOf(folder, text), {}, image));
}

std::string refusal(const test::TemporaryFolder &folder, const std::string &text, burnish::Status expected) {
    RawImage image;
    const auto result = cd::addToRawImage(sheetOf(folder, text), {}, image);
    EXPECT_STATUS(result, expected);
    return result.error().message;
}

bool has(const std::string &text, const std::string &part) {
    return text.find(part) != std::string::npos;
}

// The main channel from an LBA on.
Bytes mainChannel(RawImage &image, std::int32_t lba, std::size_t sectors) {
    auto made = image.createResultImage();
    EXPECT_OK(made);
    cd::RawImageStream &stream = **made;
    const std::size_t each = cd::imageSectorBytes(stream.type());
    EXPECT_OK(stream.seek(static_cast<std::uint64_t>(lba - stream.start()) * each));
    Bytes raw(each * sectors), result;
    for (std::size_t done = 0; done < raw.size();) {
        const auto count = stream.read(std::span(raw).subspan(done));
        EXPECT_OK(count);
        EXPECT(*count > 0);
        done += *count;
    }
    for (std::size_t i = 0; i < sectors; ++i) {
        result.insert(result.end(), raw.begin() + static_cast<std::ptrdiff_t>(i * each),
                      raw.begin() + static_cast<std::ptrdiff_t>(i * each + Sector));
    }
    return result;
}

cd::DiscLayout layoutOf(const RawImage &image) {
    auto layout = image.layout();
    EXPECT_OK(layout);
    return std::move(*layout);
}

}  // namespace

TEST(files_of_odd_lengths_join_without_a_gap) {
    const test::TemporaryFolder folder;
    const Bytes one = sound(700 * Sector + 400, 1), two = sound(500 * Sector + 2000, 2),
                three = sound(400 * Sector + 4, 3);
    write(folder / "1.wav", wav(one));
    write(folder / "2.wav", wav(two));
    write(folder / "3.wav", wav(three));
    RawImage image;
    build(folder,
          "FILE 1.wav WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nFILE 2.wav WAVE\nTRACK 02 AUDIO\nINDEX 01 00:00:00\n"
          "FILE 3.wav WAVE\nTRACK 03 AUDIO\nINDEX 01 00:00:00\n",
          image);
    const auto layout = layoutOf(image);
    const Bytes all = join({one, two, three});
    EXPECT_EQ(layout.tracks.at(0).start, 0);
    EXPECT_EQ(layout.tracks.at(1).start, 700);
    EXPECT_EQ(layout.tracks.at(1).pregap, 700);
    EXPECT_EQ(layout.tracks.at(2).start, static_cast<std::int32_t>((one.size() + two.size()) / Sector));
    const std::size_t sectors = (all.size() + Sector - 1) / Sector;
    EXPECT_EQ(layout.leadOut, static_cast<std::int32_t>(sectors));
    EXPECT(mainChannel(image, 0, sectors) == join({all, Bytes(sectors * Sector - all.size())}));
}

TEST(pre_gaps_in_files_and_of_silence) {
    const test::TemporaryFolder folder;
    const Bytes one = sound(1000 * Sector, 1), two = sound(600 * Sector, 2);
    write(folder / "1.bin", one);
    write(folder / "2.bin", two);
    RawImage image;
    build(folder,
          "FILE 1.bin BINARY\nTRACK 01 AUDIO\nISRC DEA123456789\nFLAGS DCP PRE\nINDEX 01 00:00:00\nINDEX 02 00:02:00\n"
          "TRACK 02 AUDIO\nFLAGS SCMS\nPREGAP 00:01:00\nINDEX 00 00:10:00\nFILE 2.bin BINARY\nINDEX 01 00:00:00\n"
          "POSTGAP 00:00:05\nTRACK 03 AUDIO\nINDEX 01 00:04:00\n",
          image);
    const auto layout = layoutOf(image);
    // Track 2: index 0 is a second of silence and what is left of the first file, 250 sectors.
    EXPECT_EQ(layout.tracks.at(1).pregap, 750);
    EXPECT_EQ(layout.tracks.at(1).start, 750 + 75 + 250);
    EXPECT_EQ(layout.tracks.at(2).start, 750 + 75 + 250 + 300 + 5);
    EXPECT_EQ(layout.leadOut, 750 + 75 + 250 + 300 + 5 + 300);
    EXPECT(layout.tracks[0].indexes == std::vector<std::int32_t>{150});
    EXPECT_EQ(layout.tracks[0].isrc, "DEA123456789");
    EXPECT_EQ(static_cast<int>(layout.tracks[0].control), 3);
    EXPECT(layout.tracks[1].scms);
    const Bytes expected = join({slice(one, 0, 750 * Sector), silence(75), slice(one, 750 * Sector, one.size()),
                                 slice(two, 0, 300 * Sector), silence(5), slice(two, 300 * Sector, two.size())});
    EXPECT(mainChannel(image, 0, expected.size() / Sector) == expected);
}

TEST(a_hidden_track_before_the_first) {
    const test::TemporaryFolder folder;
    const Bytes hidden = sound(200 * Sector, 1), one = sound(400 * Sector, 2);
    write(folder / "0.wav", wav(hidden));
    write(folder / "1.wav", wav(one));
    RawImage image;
    build(folder,
          "CATALOG 4006408262121\nFILE 0.wav WAVE\nTRACK 01 AUDIO\nINDEX 00 00:00:00\nFILE 1.wav WAVE\nINDEX 01 "
          "00:00:00\n",
          image);
    const auto layout = layoutOf(image);
    EXPECT_EQ(layout.tracks.at(0).start, 200);
    EXPECT_EQ(layout.leadOut, 600);
    EXPECT_EQ(layout.mediaCatalogNumber, "4006408262121");
    EXPECT(mainChannel(image, -150, 750) == join({silence(150), hidden, one}));
}

TEST(text_goes_into_the_lead_in) {
    const test::TemporaryFolder folder;
    write(folder / "1.bin", sound(300 * Sector, 1));
    const std::string tail = "FILE 1.bin BINARY\nTRACK 02 AUDIO\nTITLE \"Zwei\"\nINDEX 01 00:00:00\n";
    RawImage image;
    build(folder, "TITLE \"Disc\"\n" + tail, image);
    const auto layout = layoutOf(image);
    Bytes bytes;
    for (const auto &pack : layout.cdText) {
        bytes.insert(bytes.end(), pack.begin(), pack.end());
    }
    const auto contents = cd::decodeCdText(bytes);
    EXPECT_OK(contents);
    EXPECT_EQ(contents->blocks.at(0).text.at(cd::CdTextField::Title).at(2), "Zwei");
    EXPECT_EQ(layout.tracks.at(0).number, 2);
    // The packs of a file are burned as they are.
    bytes.push_back(0);
    write(folder / "disc.cdt", bytes);
    RawImage second;
    build(folder, "CDTEXTFILE disc.cdt\n" + tail, second);
    EXPECT(layoutOf(second).cdText == layout.cdText);
    bytes[5] ^= 1;
    write(folder / "disc.cdt", bytes);
    EXPECT(has(refusal(folder, "CDTEXTFILE disc.cdt\n" + tail, status::E_CD_TEXT_DAMAGED), "1 damaged"));
    EXPECT(has(refusal(folder, "TITLE \"音\"\n" + tail, status::E_CD_TEXT_CHARACTER), "title of the disc"));
    RawImage third;
    EXPECT_OK(cd::addToRawImage(sheetOf(folder, "TITLE \"音\"\n" + tail), {true}, third));
}

TEST(data_is_taken_out_of_its_sectors) {
    const test::TemporaryFolder folder;
    Bytes whole, user;
    for (std::int32_t lba = 0; lba < 310; ++lba) {
        const Bytes data = sound(2048, static_cast<std::uint32_t>(lba));
        Bytes sector(Sector);
        cd::encodeSector(cd::SectorType::Mode1, lba, data, std::span<std::uint8_t, Sector>(sector));
        cd::scramble(std::span<std::uint8_t, Sector>(sector));
        whole.insert(whole.end(), sector.begin(), sector.end());
        user.insert(user.end(), data.begin(), data.end());
    }
    write(folder / "raw.bin", whole);
    write(folder / "plain.iso", user);
    Bytes made[2];
    const char *sheets[] = {"FILE raw.bin BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\n",
                            "FILE plain.iso BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n"};
    for (int i = 0; i < 2; ++i) {
        RawImage image;
        build(folder, sheets[i], image);
        made[i] = mainChannel(image, 0, 310);
        for (std::size_t at = 0; at < made[i].size(); at += Sector) {
            cd::scramble(std::span(made[i]).subspan(at).first<Sector>());
        }
        EXPECT(made[i] == whole);
    }
}

TEST(motorola_is_swapped) {
    const test::TemporaryFolder folder;
    const Bytes one = sound(300 * Sector, 1);
    Bytes swapped = one;
    for (std::size_t i = 0; i < swapped.size(); i += 2) {
        std::swap(swapped[i], swapped[i + 1]);
    }
    write(folder / "1.bin", swapped);
    RawImage image;
    build(folder, "FILE 1.bin MOTOROLA\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", image);
    EXPECT(mainChannel(image, 0, 300) == one);
}

TEST(the_same_name_with_another_ending_will_do) {
    const test::TemporaryFolder folder;
    const Bytes one = sound(300 * Sector, 1);
    write(folder / "song.wav", wav(one));
    RawImage image;
    build(folder, "FILE \"C:\\Music\\song.flac\" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", image);
    EXPECT(mainChannel(image, 0, 300) == one);
}

TEST(what_is_not_as_the_sheet_says_is_named) {
    const test::TemporaryFolder folder;
    write(folder / "1.wav", wav(sound(400 * Sector, 1)));
    write(folder / "cut.wav", slice(wav(sound(400 * Sector, 1)), 0, 100 * Sector));
    write(folder / "fast.wav", wav(sound(400 * Sector, 1), 48000));
    write(folder / "mono.wav", wav(sound(400 * Sector, 1), 44100, 1));
    write(folder / "odd.bin", sound(400 * Sector + 2, 1));
    write(folder / "text.wav", {'h', 'e', 'l', 'l', 'o'});
    const auto sheet = [](const std::string &file, const std::string &rest = "") {
        return "REM x\nFILE " + file + "\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n" + rest;
    };
    std::string message = refusal(folder, sheet("none.wav WAVE"), status::E_FILE_NOT_FOUND);
    EXPECT(message.starts_with("Line 2: ") && has(message, "none.wav"));
    message = refusal(folder, sheet("fast.wav WAVE"), status::E_AUDIO_FILE_NOT_SUPPORTED);
    EXPECT(message.starts_with("Line 2: ") && has(message, "48000 Hz") && has(message, "gst-launch-1.0"));
    EXPECT(has(refusal(folder, sheet("cut.wav WAVE"), status::E_STREAM_TOO_SHORT), "cut off"));
    EXPECT(has(refusal(folder, sheet("mono.wav WAVE"), status::E_AUDIO_FILE_NOT_SUPPORTED), "mono"));
    EXPECT(has(refusal(folder, sheet("text.wav WAVE"), status::E_AUDIO_FILE_NOT_SUPPORTED), "no audio file"));
    EXPECT(has(refusal(folder, sheet("odd.bin BINARY"), status::E_INVALIDARG), "samples"));
    message = refusal(folder, sheet("1.wav WAVE", "TRACK 02 AUDIO\nINDEX 01 00:05:25\n"), status::E_STREAM_TOO_SHORT);
    EXPECT(message.starts_with(
        "Line 5: INDEX 1 of track 2 at 00:05:25 lies behind the end of \"1.wav\", which has 00:05:25"));
    EXPECT(refusal(folder, sheet("1.wav WAVE", "TRACK 02 MODE1/2048\nINDEX 01 00:05:00\n"),
                   status::E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED)
               .starts_with("Line 5: "));
    EXPECT(has(refusal(folder, "FILE 1.wav WAVE\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n", status::E_INVALIDARG),
               "BINARY belongs there"));
    EXPECT(has(refusal(folder, "FILE 1.wav BINARY\nTRACK 01 CDG\nINDEX 01 00:00:00\n",
                       status::E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED),
               ".cdg"));
}

TEST(packs_beside_the_sound_are_cd_g) {
    const test::TemporaryFolder folder;
    write(folder / "1.bin", sound(400 * Sector, 1));
    write(folder / "2.bin", sound(300 * Sector, 2));
    Bytes packs(400 * 96);
    for (std::size_t i = 0; i < packs.size(); ++i) {
        packs[i] = static_cast<std::uint8_t>(i % 24 == 0 ? 9 : i / 96 % 64);
    }
    write(folder / "1.cdg", packs);
    const std::string sheet =
        "FILE 1.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nFILE 2.bin BINARY\nTRACK 02 AUDIO\nINDEX 01 00:00:00\n";
    RawImage with, without;
    build(folder, sheet, with);
    auto made = with.createResultImage();
    EXPECT_OK(made);
    const std::size_t each = cd::imageSectorBytes((*made)->type());
    Bytes sector(each);
    EXPECT_OK((*made)->seek(static_cast<std::uint64_t>(350 - (*made)->start()) * each));
    EXPECT_OK((*made)->read(sector));
    EXPECT_EQ(sector[Sector] & 0x3F, 9);
    EXPECT_OK((*made)->seek(static_cast<std::uint64_t>(500 - (*made)->start()) * each));
    EXPECT_OK((*made)->read(sector));
    EXPECT_EQ(sector[Sector] & 0x3F, 0);
}

TEST(an_audio_file_is_read_from_every_place) {
    const test::TemporaryFolder folder;
    const Bytes one = sound(20000, 1);
    write(folder / "1.wav", wav(one));
    auto stream = burnish::openAudioFile(folder / "1.wav");
    EXPECT_OK(stream);
    EXPECT_EQ((*stream)->length(), one.size());
    for (const std::size_t start : {std::size_t{0}, std::size_t{1}, std::size_t{6}, std::size_t{19997}, one.size()}) {
        EXPECT_OK((*stream)->seek(start));
        Bytes all, buffer(start == 1 ? 7 : 5001);
        while (true) {
            const auto count = (*stream)->read(buffer);
            EXPECT_OK(count);
            if (*count == 0) {
                break;
            }
            all.insert(all.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(*count));
        }
        EXPECT(all == slice(one, start, one.size()));
    }
    EXPECT_STATUS((*stream)->seek(one.size() + 1), status::E_INVALIDARG);
    EXPECT_STATUS(burnish::openAudioFile(folder / "2.wav"), status::E_FILE_NOT_FOUND);
    EXPECT_STATUS(burnish::openAudioFile(folder / ""), status::E_INVALIDARG);
}
