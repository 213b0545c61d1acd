"""The part of schema.org that this site uses: types, their properties, and those that a search engine needs.

A type or property that is not in this table is a fault: add it here, with what schema.org says about it,
before a page uses it. Names and expected types are those of schema.org; `needed` follows what Google's pages on
structured data require or recommend for the type, and what this site has promised to say always.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT, URL, DATE, NUMBER, YES_NO = "Text", "URL", "Date", "Number", "Boolean"


@dataclass(frozen=True, slots=True)
class Type:
    """One type: the type it extends, its properties with what each may hold, and the needed ones."""

    extends: str | None
    properties: dict[str, tuple[str, ...]]
    needed: frozenset[str] = frozenset()


def _type(extends: str | None, needed: str, **properties: str) -> Type:
    """Shorthand: the needed properties and the kinds of each property as texts with spaces between."""
    return Type(
        extends, {name: tuple(kinds.split()) for name, kinds in properties.items()}, frozenset(needed.split())
    )


PERSON_OR_BODY = "Person Organization"
TYPES: dict[str, Type] = {
    "Thing": _type(
        None,
        "",
        name="Text",
        alternateName="Text",
        description="Text",
        disambiguatingDescription="Text",
        url="URL",
        sameAs="URL",
        identifier="Text URL",
        image="URL ImageObject",
        mainEntityOfPage="URL CreativeWork",
        subjectOf="CreativeWork",
        potentialAction="Action",
    ),
    "Action": _type("Thing", "", target="EntryPoint URL"),
    "SearchAction": _type("Action", "target", **{"query-input": "Text", "query": "Text"}),
    "EntryPoint": _type("Thing", "urlTemplate", urlTemplate="Text"),
    "Intangible": _type("Thing", ""),
    "CreativeWork": _type(
        "Thing",
        "",
        about="Thing",
        abstract="Text",
        aggregateRating="AggregateRating",
        articleSection="Text",
        audience="Audience",
        author=PERSON_OR_BODY,
        comment="Comment",
        commentCount="Number",
        copyrightHolder=PERSON_OR_BODY,
        copyrightYear="Number",
        creator=PERSON_OR_BODY,
        dateCreated="Date",
        dateModified="Date",
        datePublished="Date",
        discussionUrl="URL",
        editor=PERSON_OR_BODY,
        genre="Text URL",
        hasPart="CreativeWork",
        headline="Text",
        inLanguage="Text Language",
        isAccessibleForFree="Boolean",
        isBasedOn="URL CreativeWork",
        isPartOf="URL CreativeWork",
        keywords="Text URL",
        license="URL CreativeWork",
        mainEntity="Thing",
        mentions="Thing",
        offers="Offer",
        parentItem="CreativeWork",
        position="Number Text",
        provider=PERSON_OR_BODY,
        publisher=PERSON_OR_BODY,
        text="Text",
        thumbnailUrl="URL",
        timeRequired="Text",
    ),
    "Article": _type(
        "CreativeWork",
        "headline image datePublished dateModified author",
        articleBody="Text",
        wordCount="Number",
    ),
    "BlogPosting": _type("Article", "headline image datePublished dateModified author"),
    "Blog": _type("CreativeWork", "name url", blogPost="BlogPosting", issn="Text"),
    "Book": _type("CreativeWork", "name", isbn="Text", bookEdition="Text", numberOfPages="Number"),
    "Comment": _type("CreativeWork", "text author datePublished", upvoteCount="Number"),
    "Course": _type("CreativeWork", "name description"),
    "CreativeWorkSeries": _type("CreativeWork", "name url"),
    "HowTo": _type(
        "CreativeWork", "name step", step="HowToStep Text", totalTime="Text", supply="Text", tool="Text"
    ),
    "HowToStep": _type("CreativeWork ListItem", "text"),
    "SoftwareApplication": _type(
        "CreativeWork", "name", applicationCategory="Text URL", operatingSystem="Text"
    ),
    "WebApplication": _type("SoftwareApplication", "name", browserRequirements="Text"),
    "WebSite": _type("CreativeWork", "name url"),
    "WebPage": _type(
        "CreativeWork",
        "name url",
        breadcrumb="BreadcrumbList Text",
        lastReviewed="Date",
        primaryImageOfPage="ImageObject",
        relatedLink="URL",
        reviewedBy=PERSON_OR_BODY,
        significantLink="URL",
    ),
    "AboutPage": _type("WebPage", "name url"),
    "CheckoutPage": _type("WebPage", "name url"),
    "CollectionPage": _type("WebPage", "name url"),
    "ContactPage": _type("WebPage", "name url"),
    "ItemPage": _type("WebPage", "name url"),
    "ProfilePage": _type("WebPage", "mainEntity"),
    "SearchResultsPage": _type("WebPage", "name url"),
    "MediaObject": _type("CreativeWork", "", contentUrl="URL", width="Number Text", height="Number Text"),
    "ImageObject": _type("MediaObject", "url", caption="Text"),
    "ItemList": _type(
        "Intangible",
        "itemListElement",
        itemListElement="ListItem Text Thing",
        itemListOrder="Text",
        numberOfItems="Number",
    ),
    "BreadcrumbList": _type("ItemList", "itemListElement"),
    "ListItem": _type("Intangible", "position", item="Thing URL", position="Number Text"),
    "OfferCatalog": _type("ItemList", "itemListElement"),
    "DefinedTerm": _type("Intangible", "name", termCode="Text", inDefinedTermSet="URL"),
    "Language": _type("Intangible", "name"),
    "Audience": _type("Intangible", "audienceType", audienceType="Text"),
    "Service": _type(
        "Intangible",
        "name",
        areaServed="Place Text",
        audience="Audience",
        availableLanguage="Language Text",
        category="Text URL",
        hasOfferCatalog="OfferCatalog",
        offers="Offer",
        provider=PERSON_OR_BODY,
        serviceType="Text",
    ),
    "Offer": _type(
        "Intangible",
        "",
        availability="URL",
        category="Text URL",
        itemOffered="Service CreativeWork",
        offeredBy=PERSON_OR_BODY,
        price="Number Text",
        priceCurrency="Text",
        priceSpecification="PriceSpecification",
        priceValidUntil="Date",
        eligibleCustomerType="Text URL",
        validFrom="Date",
        validThrough="Date",
    ),
    "PriceSpecification": _type(
        "Intangible", "price priceCurrency", price="Number Text", priceCurrency="Text"
    ),
    "UnitPriceSpecification": _type(
        "PriceSpecification",
        "price priceCurrency",
        unitCode="Text URL",
        unitText="Text",
        referenceQuantity="QuantitativeValue",
    ),
    "QuantitativeValue": _type(
        "Intangible", "value", value="Number Text", unitCode="Text URL", unitText="Text"
    ),
    "Rating": _type(
        "Intangible", "ratingValue", ratingValue="Number Text", bestRating="Number", worstRating="Number"
    ),
    "AggregateRating": _type(
        "Rating", "ratingValue bestRating", ratingCount="Number", reviewCount="Number", itemReviewed="Thing"
    ),
    "ContactPoint": _type(
        "Intangible", "", contactType="Text", availableLanguage="Language Text", email="Text"
    ),
    "OpeningHoursSpecification": _type(
        "Intangible", "opens closes", opens="Text", closes="Text", dayOfWeek="Text URL"
    ),
    "EducationalOccupationalCredential": _type("CreativeWork", "name", credentialCategory="Text URL"),
    "Place": _type("Thing", "name"),
    "Country": _type("Place", "name"),
    "Person": _type(
        "Thing",
        "name",
        affiliation="Organization",
        hasCredential="EducationalOccupationalCredential",
        hasOccupation="Occupation",
        jobTitle="Text DefinedTerm",
        knowsAbout="Text URL Thing",
        knowsLanguage="Text Language",
        makesOffer="Offer",
        owns="Thing",
        worksFor="Organization",
    ),
    "Occupation": _type("Intangible", "name", skills="Text DefinedTerm"),
    "Organization": _type(
        "Thing",
        "name",
        areaServed="Place Text",
        contactPoint="ContactPoint",
        employee="Person",
        founder=PERSON_OR_BODY,
        foundingDate="Date",
        hasOfferCatalog="OfferCatalog",
        knowsAbout="Text URL Thing",
        knowsLanguage="Text Language",
        logo="URL ImageObject",
        makesOffer="Offer",
        member=PERSON_OR_BODY,
        memberOf="Organization",
        slogan="Text",
    ),
    "LocalBusiness": _type("Organization Place", "name", openingHours="Text", priceRange="Text"),
    "ProfessionalService": _type(
        "LocalBusiness", "name url", openingHoursSpecification="OpeningHoursSpecification"
    ),
}


def parents(name: str) -> set[str]:
    """A type's own name and those of all that it extends."""
    found, waiting = set(), [name]
    while waiting:
        current = waiting.pop()
        if current in TYPES and current not in found:
            found.add(current)
            waiting += (TYPES[current].extends or "").split()
    return found


def properties(name: str) -> dict[str, tuple[str, ...]]:
    """All properties of a type, inherited ones included."""
    return {key: kinds for parent in parents(name) for key, kinds in TYPES[parent].properties.items()}
