// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/report.h
#include "burn/report.hpp"

#include "handles.hpp"

using burnish::Report;
namespace capi = burnish::capi;

// Made into JSON once, so that its text lives as long as the handle.
burnish_report::burnish_report(std::shared_ptr<const Report> content)
    : core(std::move(content)), json(core->toJson()) {}

namespace {

template <typename Get>
int32_t giveNumber(const burnish_report *report, int32_t *out, Get &&get) {
    if (report == nullptr || out == nullptr) {
        return BURNISH_E_POINTER;
    }
    *out = static_cast<int32_t>(get(*report->core));
    return BURNISH_S_OK;
}

int32_t giveText(const burnish_report *report, const char **out, const std::string Report::*text) {
    if (report == nullptr || out == nullptr) {
        return BURNISH_E_POINTER;
    }
    *out = ((*report->core).*text).c_str();
    return BURNISH_S_OK;
}

}  // namespace

extern "C" {

burnish_report *burnish_report_ref(burnish_report *report) {
    return capi::ref(report);
}

void burnish_report_unref(burnish_report *report) {
    capi::unref(report);
}

int32_t burnish_report_get_json(const burnish_report *report, const char **json) {
    if (report == nullptr || json == nullptr) {
        return BURNISH_E_POINTER;
    }
    *json = report->json.c_str();
    return BURNISH_S_OK;
}

int32_t burnish_report_get_status(const burnish_report *report, int32_t *status) {
    return giveNumber(report, status, [](const Report &core) { return core.status; });
}

int32_t burnish_report_get_sha256(const burnish_report *report, const char **sha256) {
    return giveText(report, sha256, &Report::sha256);
}

int32_t burnish_report_get_proof(const burnish_report *report, const char **proof) {
    return giveText(report, proof, &Report::proof);
}

int32_t burnish_report_get_verified(const burnish_report *report, int32_t *verified) {
    return giveNumber(report, verified, [](const Report &core) { return core.verified; });
}

int32_t burnish_report_get_start_lba(const burnish_report *report, int32_t *lba) {
    return giveNumber(report, lba, [](const Report &core) { return core.startLba; });
}

int32_t burnish_report_get_sector_count(const burnish_report *report, int32_t *sectors) {
    return giveNumber(report, sectors, [](const Report &core) { return core.sectors; });
}

}  // extern "C"
