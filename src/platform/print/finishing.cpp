#include "platform/print/finishing.h"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace taqwim::print {

namespace {

// "D:20261122041000Z"
std::string pdf_date(Instant moment)
{
    std::string date = "D:";
    for (const char one : moment.to_text().substr(0, 19))
        if (one >= '0' && one <= '9')
            date += one;
    return date + 'Z';
}

void attach(QPDF& pdf, const Attachment& attachment, Instant moment)
{
    auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, attachment.bytes);
    stream.setCreationDate(pdf_date(moment));
    stream.setModDate(pdf_date(moment));
    stream.setSubtype(attachment.media_type);
    auto file = QPDFFileSpecObjectHelper::createFileSpec(pdf, attachment.name, stream);
    if (!attachment.description.empty())
        file.setDescription(attachment.description);
    // As PDF 2.0 and PDF/A-3 say it: this file is the data of what is printed.
    file.getObjectHandle().replaceKey("/AFRelationship", QPDFObjectHandle::newName("/Data"));
    QPDFEmbeddedFileDocumentHelper(pdf).replaceEmbeddedFile(attachment.name, file);

    QPDFObjectHandle root = pdf.getRoot();
    if (!root.hasKey("/AF"))
        root.replaceKey("/AF", QPDFObjectHandle::newArray());
    root.getKey("/AF").appendItem(file.getObjectHandle());
}

}  // namespace

std::string finished_pdf(const std::string& drawn, const Document& properties,
                         const std::vector<const Attachment*>& attachments)
{
    const bool is_arabic = properties.language == Language::arabic;
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("drawn pages", drawn.data(), drawn.size());
    QPDFObjectHandle root = pdf.getRoot();
    root.replaceKey("/Lang", QPDFObjectHandle::newString(is_arabic ? "ar" : "en"));
    QPDFObjectHandle preferences = QPDFObjectHandle::newDictionary();
    preferences.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
    preferences.replaceKey("/Direction", QPDFObjectHandle::newName(is_arabic ? "/R2L" : "/L2R"));
    root.replaceKey("/ViewerPreferences", preferences);
    for (const Attachment* attachment : attachments)
        attach(pdf, *attachment, properties.created);

    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.setDeterministicID(true);
    writer.setMinimumPDFVersion("1.7");
    writer.write();
    const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace taqwim::print
