// SPDX-License-Identifier: LGPL-2.1-or-later
// Big-endian views, the status table, errors and Results.
#include "base/bytes.hpp"
#include "base/result.hpp"
#include "check.hpp"

#include <array>
#include <set>

namespace {

using namespace burnish;

constexpr std::array<std::uint8_t, 6> Six{0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC};

Result<int> half(int number) {
    if (number % 2 != 0) {
        return Error(status::E_INVALIDARG, "odd");
    }
    return number / 2;
}

Result<int> quarter(int number) {
    TRY_ASSIGN(const int once, half(number));
    TRY(half(once));
    return once / 2;
}

TEST(view_reads_big_endian) {
    const ByteView view(Six);
    EXPECT_EQ(view.u8(0), 0x12);
    EXPECT_EQ(view.u16(1), 0x3456);
    EXPECT_EQ(view.u24(1), 0x345678U);
    EXPECT_EQ(view.u32(2), 0x56789ABCU);
    EXPECT(view.bit(0, 1) && view.bit(0, 4) && !view.bit(0, 0));
}

TEST(view_reads_zero_past_its_end) {
    const ByteView view(Six);
    EXPECT_EQ(view.u8(6), 0);
    EXPECT_EQ(view.u16(5), 0xBC00);
    EXPECT_EQ(view.u32(SIZE_MAX - 2), 0U);
    EXPECT(view.has(2, 4) && !view.has(3, 4) && !view.has(7, 0) && !view.has(SIZE_MAX, 2) && view.has(6, 0));
    EXPECT_EQ(ByteView().size(), 0U);
    EXPECT_EQ(ByteView().u32(0), 0U);
}

TEST(view_gives_parts_that_stay_inside) {
    const ByteView view(Six);
    EXPECT_EQ(view.sub(4).size(), 2U);
    EXPECT_EQ(view.sub(9).size(), 0U);
    EXPECT_EQ(view.sub(1, 3).size(), 3U);
    EXPECT_EQ(view.sub(4, SIZE_MAX).size(), 2U);
    EXPECT_EQ(view.sub(1, 3).u8(0), 0x34);
}

TEST(text_is_plain_ascii) {
    const std::array<std::uint8_t, 8> bytes{'A', 0x07, 0xE4, 'B', ' ', 0, ' ', 0};
    EXPECT_EQ(ByteView(bytes).text(0, 8), "A??B");
    EXPECT(ByteView(bytes).text(4, 8).empty());
    EXPECT(ByteView(bytes).text(20, 8).empty());
}

TEST(stores_are_big_endian) {
    std::array<std::uint8_t, 9> target{};
    storeU16(&target[0], 0x1234);
    storeU24(&target[2], 0x56789A);
    storeU32(&target[5], 0xBCDEF012);
    const std::array<std::uint8_t, 9> expected{0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0, 0x12};
    EXPECT(target == expected);
}

TEST(status_table_holds_imapi2_values_and_names) {
    const auto *entry = findStatus(static_cast<Status>(0xC0AA0202));
    EXPECT(entry != nullptr);
    EXPECT_EQ(entry->name, "E_IMAPI_RECORDER_MEDIA_NO_MEDIA");
    EXPECT_EQ(entry->value, status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT(!entry->meaning.empty());
    EXPECT(findStatus(static_cast<Status>(0xC0AA1F01)) != nullptr);
    EXPECT(findStatus(0x12345678) == nullptr);
    EXPECT(failed(status::E_NOT_A_RECORDER) && !failed(status::S_SPEEDADJUSTED) && !failed(status::S_OK));
}

TEST(errors_from_the_table_have_words) {
    const Error known = errorFromTable(status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_EQ(known.status, status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT(known.message.size() > 10);
    const Error unknown = errorFromTable(static_cast<Status>(0x8BADF00D));
    EXPECT(unknown.message.find("0x8BADF00D") != std::string::npos);
}

TEST(results_pass_values_and_errors_on) {
    EXPECT_EQ(*quarter(8), 2);
    EXPECT_STATUS(quarter(6), status::E_INVALIDARG);
    EXPECT_STATUS(quarter(3), status::E_INVALIDARG);
    EXPECT(Result<void>().ok());
    EXPECT_STATUS(Result<void>(Error(status::E_FAIL, "no")), status::E_FAIL);
}

}  // namespace
