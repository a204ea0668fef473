-- A footnote's text stands where its mark is; the style sheet floats it to the page's foot.
function Note(note)
    return pandoc.Span(pandoc.utils.blocks_to_inlines(note.content), {class = "note"})
end
