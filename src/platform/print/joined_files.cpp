#include "platform/print/joined_files.h"

#include <deque>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace taqwim::print {

std::string joined_files(std::span<const std::string> pdfs)
{
    if (pdfs.empty())
        return {};
    // The first keeps its language and properties. The others live until the file is written: pages refer to them.
    QPDF joined;
    joined.setSuppressWarnings(true);
    joined.processMemoryFile("first", pdfs.front().data(), pdfs.front().size());
    QPDFPageDocumentHelper pages(joined);
    std::deque<QPDF> others;
    for (const std::string& pdf : pdfs.subspan(1)) {
        QPDF& other = others.emplace_back();
        other.setSuppressWarnings(true);
        other.processMemoryFile("next", pdf.data(), pdf.size());
        for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(other).getAllPages())
            pages.addPage(page, false);
    }
    if (pdfs.size() > 1) {
        // What belongs to the first document alone.
        joined.getRoot().removeKey("/AF");
        joined.getRoot().removeKey("/Outlines");
        if (joined.getRoot().getKey("/Names").isDictionary())
            joined.getRoot().getKey("/Names").removeKey("/EmbeddedFiles");
    }
    QPDFWriter writer(joined);
    writer.setOutputMemory();
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.setDeterministicID(true);
    writer.write();
    const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace taqwim::print
