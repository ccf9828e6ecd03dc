"""What Word demands of a document's XML: the order of children, and parts that are all there."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_AXIS = "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos"
_LABEL = "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize"
_SERIES = "idx order tx spPr {} dPt dLbls trendline errBars cat val {}"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
# parent -> its children in the order of ISO/IEC 29500, as far as we write them, with what often stands between
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sectPr": "headerReference footerReference type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols vAlign titlePg docGrid",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "settings": "zoom proofState defaultTabStop evenAndOddHeaders noPunctuationKerning characterSpacingControl footnotePr endnotePr "
    "compat rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "compat": "doNotExpandShiftReturn useFELayout compatSetting",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "docDefaults": "rPrDefault pPrDefault",
    "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "chartSpace": "date1904 lang roundedCorners style clrMapOvr protection chart spPr txPr externalData printSettings",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "plotArea": "layout barChart lineChart catAx valAx spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "barChart/ser": _SERIES.format("invertIfNegative pictureOptions", "shape"),
    "lineChart/ser": _SERIES.format("marker", "smooth"),
    "dLbls": f"dLbl {_LABEL}",
    "dLbl": f"idx layout tx {_LABEL}",
    "catAx": f"{_AXIS} spPr txPr crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl",
    "valAx": f"{_AXIS} spPr txPr crossAx crosses crossBetween",
    "scaling": "logBase orientation max min",
    "title": "tx layout overlay",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "strCache": "ptCount pt",
    "numCache": "formatCode ptCount pt",
    "ln": "noFill solidFill prstDash",
}


def misplaced(root: etree._Element) -> Iterator[str]:
    """Children that stand where Word does not allow them, or that the lists above do not know."""
    for parent in root.iter(etree.Element):
        name = etree.QName(parent).localname
        above = parent.getparent()
        path = f"{etree.QName(above).localname}/{name}" if above is not None else name
        known = ORDER.get(path, ORDER.get(name))
        drawing = etree.QName(parent).namespace == DRAWING and name != "ln"  # has a pPr and an rPr of its own
        if known is None or drawing or (name == "chart" and not len(parent)):
            continue
        names = [etree.QName(child).localname for child in parent if isinstance(child.tag, str)]
        places = {child: place for place, child in enumerate(known.split())}
        unknown = [child for child in names if child not in places]
        found = [places[child] for child in names if child in places]
        if unknown or found != sorted(found):
            yield f"{path}: {names}"


def broken_parts(file: Path) -> Iterator[str]:
    """Relationships that lead nowhere or out of the file, and parts that have no content type."""
    with zipfile.ZipFile(file) as package:
        names = set(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        given = {item.get("PartName", "").lstrip("/") for item in types}
        suffixes = {item.get("Extension") for item in types}
        for name in sorted(names - {"[Content_Types].xml"}):
            if name not in given and name.rpartition(".")[2] not in suffixes:
                yield f"no content type: {name}"
            if not name.endswith(".rels"):
                continue
            folder = posixpath.dirname(posixpath.dirname(name))
            for relation in etree.fromstring(package.read(name)):
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip(
                    "/"
                )
                if relation.get("TargetMode") == "External" or target not in names:
                    yield f"{name}: {relation.get('Target')}"
