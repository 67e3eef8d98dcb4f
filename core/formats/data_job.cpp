// SPDX-License-Identifier: LGPL-2.1-or-later
// A data write as a job: begun on the caller's thread, where it can be refused, and done on the job's.
#include "formats/data_job.hpp"

#include <exception>
#include <new>
#include <utility>

namespace burnish {

namespace {

// On a thread of the library's own there is nobody above to catch.
Result<Status> writeContained(DataFormat &format, const DataSettings &settings, Stream &stream,
                              const DataFormat::Progress &tell, std::shared_ptr<const Report> &report) {
    try {
        return format.run(settings, stream, tell, report);
    } catch (const std::bad_alloc &) {
        Error error;  // has no text, as text needs memory
        error.status = status::E_OUTOFMEMORY;
        return error;
    } catch (const std::exception &) {
        return Error();
    }
}

}  // namespace

Result<std::unique_ptr<Job>> startDataJob(DataFormat &format, Stream &stream, std::shared_ptr<const void> held) {
    TRY_ASSIGN(const DataSettings settings, format.begin());
    JobWork work;
    work.run = [&format, &stream, settings, held](const JobWork::Tell &tell) {
        std::shared_ptr<const Report> report;
        auto result = writeContained(format, settings, stream, tell, report);
        return JobOutcome{std::move(result), std::move(report)};
    };
    work.cancel = [&format, held = std::move(held)] { return format.cancelWrite(); };
    auto job = Job::start(std::move(work));
    if (!job.ok()) {
        format.abandon();
    }
    return job;
}

}  // namespace burnish
