#include "platform/print/read_attachment.h"

#include <exception>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>

namespace taqwim::print {

std::optional<std::string> attachment_in(std::string_view pdf, const std::string& name,
                                         std::size_t most)
{
    // A file from anywhere: whatever the library finds wrong with it, there is nothing to read.
    try {
        QPDF document;
        document.setSuppressWarnings(true);
        document.processMemoryFile("document", pdf.data(), pdf.size());
        QPDFEmbeddedFileDocumentHelper files(document);
        const auto found = files.getEmbeddedFile(name);
        if (!found)
            return std::nullopt;
        const auto data = found->getEmbeddedFileStream().getStreamData(qpdf_dl_all);
        if (!data || data->getSize() > most)
            return std::nullopt;
        return std::string(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace taqwim::print
